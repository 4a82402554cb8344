import { createLogger, type Logger } from './logger';
import { NestLogger } from './nest-logger';

function recording(level: 'trace' | 'info' = 'trace'): { logger: Logger; lines: () => Record<string, unknown>[]; text: () => string } {
  const written: string[] = [];
  const logger = createLogger({ service: 'api', level, destination: { write: (line: string) => void written.push(line) } });
  return { logger, lines: () => written.map((line): Record<string, unknown> => JSON.parse(line)), text: () => written.join('') };
}

describe('the logger', () => {
  it('writes one JSON object a line with service, level and instant', () => {
    const { logger, lines } = recording();
    logger.info({ taskId: 't1', tookMs: 4 }, 'decided');
    expect(lines()).toEqual([{ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), service: 'api', taskId: 't1', tookMs: 4, msg: 'decided' }]);
  });

  it('binds what a child is given to every line', () => {
    const { logger, lines } = recording();
    logger.child({ caseId: 'case-1' }).warn('late');
    expect(lines()[0]).toMatchObject({ caseId: 'case-1', msg: 'late' });
  });

  it.each([
    [{ opinion: 'SECRET' }],
    [{ decision: { opinion: 'SECRET', outcome: 'APPROVE' } }],
    [{ a: { b: { c: [{ name: 'SECRET' }] } } }],
    [{ req: { headers: { authorization: 'SECRET', cookie: 'SECRET', 'set-cookie': ['SECRET'] } } }],
    [{ form: { purpose: 'SECRET' }, evidence: ['SECRET'], body: 'SECRET' }],
    [{ password: 'SECRET', access_token: 'SECRET', databaseUrl: 'SECRET' }],
    [{ a: { b: { c: { d: { e: { f: { g: 'SECRET' } } } } } } }],
  ])('hides what must not be logged: %j', (members) => {
    const { logger, text } = recording();
    logger.info(members, 'x');
    logger.child(members).info('y');
    expect(text()).not.toContain('SECRET');
  });

  it('logs an error by type, code and place, without the values that a driver attached', () => {
    const { logger, lines, text } = recording();
    const driver = Object.assign(new Error('invalid input syntax for type uuid: "SECRET"'), {
      code: '22P02',
      constraint: 'cases_pkey',
      detail: 'Key (account)=(SECRET) already exists.',
      parameters: ['SECRET'],
    });
    logger.error({ err: new Error('failed', { cause: driver }) }, 'could not');
    logger.error(driver, 'x');
    logger.error(driver);
    expect(lines()[0]).toMatchObject({ err: { type: 'Error', message: 'failed', cause: { code: '22P02', constraint: 'cases_pkey' } } });
    expect(text()).not.toContain('SECRET');
  });

  it('survives what JSON cannot say', () => {
    const { logger, lines } = recording();
    const loop: Record<string, unknown> = { count: 10n, act: () => 1 };
    loop['self'] = loop;
    logger.info({ loop }, 'x');
    expect(lines()[0]).toMatchObject({ loop: { count: '10', act: '[function]' } });
  });

  it('writes nothing below its level', () => {
    const { logger, lines } = recording('info');
    logger.debug('x');
    expect(lines()).toEqual([]);
  });
});

describe('NestLogger', () => {
  it('keeps levels and contexts, and shows no message of an error that it is handed as a stack', () => {
    const { logger, lines, text } = recording();
    const nest = new NestLogger(logger);
    nest.log('started', 'NestFactory');
    nest.verbose({ opinion: 'SECRET' }, 'Ctx');
    nest.error('failed', 'Error: SECRET\n    at here (file.ts:1:1)', 'Ctx');
    nest.fatal(new TypeError('bad "SECRET"'));
    expect(lines()).toMatchObject([
      { level: 'info', msg: 'started', context: 'NestFactory' },
      { level: 'trace', context: 'Ctx' },
      { level: 'error', msg: 'failed', context: 'Ctx', extra: ['    at here (file.ts:1:1)'] },
      { level: 'fatal', msg: 'TypeError', err: { type: 'TypeError' } },
    ]);
    expect(text()).not.toContain('SECRET');
  });
});
