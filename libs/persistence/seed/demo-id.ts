import { v5 } from 'uuid';

/** Of this project's own; any UUID would do, as long as it stays. */
const DEMO_NAMESPACE = '3f0c9f5e-6a53-5d0b-9d0a-2f6f3f9c8a17';

export type DemoKind = 'organisation' | 'person' | 'assignment' | 'body' | 'client' | 'resource' | 'grading' | 'copy';

/** The id of a demo row, always the same: `demoId('person', 'hospital-a.data-admin')`, `demoId('resource', 'HOSPITAL-A/LAB')`. */
export const demoId = (kind: DemoKind, code: string): string => v5(`${kind}:${code}`, DEMO_NAMESPACE);
