import { createLogger } from '@libs/platform/logging/logger';

export const SILENT = createLogger({ service: 'test', level: 'silent' });
