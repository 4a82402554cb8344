/** Which way the arrows point, as data: each rule with its reason and with a source that must break it. */
import type { Import } from './source';

export interface ImportRule {
  readonly id: string;
  readonly reason: string;
  /** The files that it binds; tests are bound by none. */
  readonly from: RegExp;
  /** Nothing but this may be imported. */
  readonly only?: readonly RegExp[];
  /** May be imported for its types alone, beside `only`. */
  readonly onlyTypes?: readonly RegExp[];
  /** This may not be imported, whatever else may. */
  readonly never?: readonly RegExp[];
  /** A file that breaks the rule: path and text. */
  readonly broken: readonly (readonly [path: string, text: string])[];
}

/** What everything may use. */
const COMMON = [/^libs\/domain\//, /^libs\/contracts\//] as const;
const OWN_PROCESS = /^workflows\/processes\/[^/]+\/(?!form|desk)/;
const FORMS = /\/form(\.[\w-]+)*$/;

export const IMPORT_RULES: readonly ImportRule[] = [
  {
    id: 'domain-is-pure',
    reason: 'Rules run in the workflow sandbox, in the API and in tests alike: no platform, no clock, no random; one pure library for SHA-256.',
    from: /^libs\/domain\//,
    only: [/^libs\/domain\//, /^npm:@noble\/hashes$/],
    broken: [
      ['libs/domain/digests.ts', `import { createHash } from 'node:crypto';`],
      ['libs/domain/tally.ts', `import { policyRow } from '@libs/policy/policy-set';`],
      ['libs/domain/days.ts', `const days = require('chinese-days');`],
    ],
  },
  {
    id: 'contracts-point-nowhere',
    reason: 'Every arrow points at the contracts, so that api and worker share messages without sharing code; of the kit they name types only.',
    from: /^libs\/contracts\//,
    only: [...COMMON],
    onlyTypes: [/^workflows\/kit\//],
    broken: [
      ['libs/contracts/engine.ts', `import { fold } from '@workflows/kit/fold';`],
      ['libs/contracts/engine.ts', `import { proxyActivities } from '@temporalio/workflow';`],
    ],
  },
  {
    id: 'kit-is-pure',
    reason: 'One interpreter runs in three hosts: what it imports, all three import, the deterministic sandbox among them.',
    from: /^workflows\/kit\//,
    only: [...COMMON, /^workflows\/kit\//],
    broken: [
      ['workflows/kit/run.ts', `import { sleep } from '@temporalio/workflow';`],
      ['workflows/kit/fold.ts', `import { story } from '@workflows/processes/sensitive-data-use/story';`],
      ['workflows/kit/words.ts', `export async function load(): Promise<unknown> { return import('node:fs'); }`],
    ],
  },
  {
    id: 'stories-know-their-definition',
    reason: 'A story is a pure function over its words; a definition is plain data. Forms bring validators and decorators, which may not enter the sandbox.',
    from: /^workflows\/processes\/[^/]+\/(versions\/\d+\/)?(story|definition|[\w-]*lines)\.ts$/,
    only: [...COMMON, /^workflows\/kit\//, OWN_PROCESS],
    never: [FORMS, /\/desk$/],
    broken: [
      ['workflows/processes/x/story.ts', `import { Form } from './form';`],
      ['workflows/processes/x/story.ts', `import { Options } from './form.options';`],
      ['workflows/processes/x/definition.ts', `import { policyRow } from '@libs/policy/policy-set';`],
      ['workflows/processes/x/versions/1/story.ts', `import { readFileSync } from 'node:fs';`],
    ],
  },
  {
    id: 'registry-of-stories',
    reason: 'The list of processes is bundled with the workflow: definitions and stories, never forms.',
    from: /^workflows\/processes\/index\.ts$/,
    only: [/^workflows\/kit\//, OWN_PROCESS],
    never: [FORMS, /\/desk$/],
    broken: [['workflows/processes/index.ts', `import { FORMS } from './sensitive-data-use/form';`]],
  },
  {
    id: 'rehearsal-is-pure',
    reason: 'The lint, the preview and the diagram fold imagined journals; a process comes to them as a parameter, so they work for any version of any process.',
    from: /^workflows\/rehearsal\//,
    only: [...COMMON, /^workflows\/kit\//, /^workflows\/rehearsal\//],
    broken: [
      ['workflows/rehearsal/preview.ts', `import { PROCESSES } from '@workflows/processes/index';`],
      ['workflows/rehearsal/lint.ts', `import { Client } from 'pg';`],
    ],
  },
  {
    id: 'sandbox-wall',
    reason: 'Only the Temporal workflow package may join the sandbox. TypeORM once got into a bundle through one imported enum.',
    from: /^workflows\/temporal\//,
    only: [...COMMON, /^workflows\/(kit|processes|temporal)\//, /^npm:@temporalio\/workflow$/],
    onlyTypes: [/^activities\//],
    never: [FORMS, /\/desk$/],
    broken: [
      ['workflows/temporal/case.ts', `import { CaseEntity } from '@libs/persistence/entities/case.entity';`],
      ['workflows/temporal/case.ts', `import { perform } from '@activities/perform';`],
      ['workflows/temporal/case.ts', `import { uuid4 } from '@temporalio/common';`],
      ['workflows/temporal/case.ts', `import { SensitiveDataUseForm } from '@workflows/processes/sensitive-data-use/form';`],
    ],
  },
  {
    id: 'record-needs-no-engine',
    reason: 'PostgreSQL is the legal truth and goes on through a whole Temporal outage: the record knows the kit, definitions and stories, and no engine.',
    from: /^libs\/record\//,
    never: [/^workflows\/(temporal|rehearsal)\//, /^activities\//, /^apps\//, /^npm:@temporalio\//, FORMS],
    broken: [
      ['libs/record/record.ts', `import { WorkflowClient } from '@temporalio/client';`],
      ['libs/record/record.ts', `import { caseWorkflow } from '@workflows/temporal/case';`],
      ['libs/record/record.ts', `import { perform } from '@activities/perform';`],
    ],
  },
  {
    id: 'api-tells-no-workflow',
    reason: 'An act is answered from the record; the engine is told by the outbox. The API that called a workflow or an activity would wait for Temporal.',
    from: /^apps\/api\//,
    never: [/^workflows\/temporal\//, /^activities\//, /^npm:@temporalio\/(workflow|activity|worker)$/, /^apps\/(?!api\/)/],
    broken: [
      ['apps/api/src/tasks/tasks.service.ts', `import { caseWorkflow } from '@workflows/temporal/case';`],
      ['apps/api/src/tasks/tasks.service.ts', `export const act = async () => (await import('@activities/perform')).perform();`],
    ],
  },
  {
    id: 'libraries-know-no-application',
    reason: 'Libraries are used by several applications; an arrow back would make a circle.',
    from: /^(libs|workflows|activities)\//,
    never: [/^apps\//],
    broken: [['libs/platform/health.ts', `import { AppModule } from '../../apps/api/src/app.module';`]],
  },
];

/** What of these imports a rule forbids to this file. */
export function forbidden({ from, only, onlyTypes = [], never = [] }: ImportRule, path: string, imports: readonly Import[]): string[] {
  if (!from.test(path)) return [];
  const matches = (patterns: readonly RegExp[], target: string): boolean => patterns.some((pattern) => pattern.test(target));
  const isForbidden = ({ target, typeOnly }: Import): boolean => {
    if (matches(never, target)) return true;
    if (only === undefined) return target.startsWith('computed:');
    return !matches(only, target) && !(typeOnly && matches(onlyTypes, target));
  };
  return imports.filter(isForbidden).map(({ target }) => target);
}
