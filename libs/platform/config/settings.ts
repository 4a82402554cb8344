import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { envSpecs } from './env';

export type Environment = Readonly<Record<string, string | undefined>>;
type Settings<T> = new () => T;

/** The environment is wrong. Its message has one sentence for each wrong variable and no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

/**
 * Reads a class of settings, whose properties have `@Env`, from the environment.
 * @param defaults of properties whose default depends on others
 * @throws ConfigError
 */
export function readSettings<T extends object>(settings: Settings<T>, env: Environment, defaults: Readonly<Record<string, unknown>> = {}): T {
  const given: Record<string, unknown> = { ...defaults };
  for (const [property, { name, parse }] of envSpecs(settings)) {
    const text = env[name];
    if (text !== undefined && text !== '') given[property] = parse(text);
  }
  const read = plainToInstance(settings, given, { exposeDefaultValues: true });
  const wrong = validateSync(read, { whitelist: true, forbidNonWhitelisted: true });
  if (wrong.length > 0) throw new ConfigError(wrong.map(({ property }) => sentenceFor(settings, property, env)));
  return read;
}

function sentenceFor(settings: Settings<object>, property: string, env: Environment): string {
  const spec = envSpecs(settings).get(property);
  if (!spec) return `${property}: unknown setting.`;
  const { name, expects, secret } = spec;
  const text = env[name];
  if (text === undefined || text === '') return `缺少 ${name}，应为 ${expects.zh}。${name} is not set: it must be ${expects.en}.`;
  const shown = secret ? '' : `（当前为 ${JSON.stringify(text.slice(0, 60))}）`;
  return `${name}${shown}应为 ${expects.zh}。${name} must be ${expects.en}.`;
}
