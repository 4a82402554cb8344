import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { join } from 'node:path';
import { Env, envSpecs, json, wholeNumber, yesNo } from './env';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const range = (min: number, max: number): { zh: string; en: string } => ({
  zh: `${min} 至 ${max} 的整数`,
  en: `a whole number from ${min} to ${max}`,
});
const folder = { zh: '文件夹路径', en: 'the path of a folder' };

/** Issuers are public https addresses, or a local one while trying things out. */
const ISSUER_URL = { protocols: ['https', 'http'], require_protocol: true, require_tld: false };

/** An external OIDC issuer whose tokens are taken. */
export class OidcIssuer {
  @IsUrl(ISSUER_URL) issuer: string;
  @IsString() @IsNotEmpty() audience: string;
  /** Found through the issuer's discovery document unless given. */
  @IsOptional() @IsUrl(ISSUER_URL) jwksUri?: string;
  /** The claim that holds the account; `sub` unless given. */
  @IsOptional() @IsString() @IsNotEmpty() accountClaim?: string;
}

/** Everything that the processes take from the environment. */
export class Config {
  @Env('DATABASE_URL', { zh: 'postgres:// 开头的数据库地址', en: 'a database address that begins with postgres://' }, { secret: true })
  @Matches(/^postgres(ql)?:\/\/[^\s/]+\/[^\s/]+$/)
  databaseUrl: string;

  @Env('DATABASE_POOL_MAX', range(1, 200), { parse: wholeNumber })
  @IsInt()
  @Min(1)
  @Max(200)
  databasePoolMax = 16;

  @Env('DATABASE_STATEMENT_TIMEOUT_MS', range(100, 600_000), { parse: wholeNumber })
  @IsInt()
  @Min(100)
  @Max(600_000)
  databaseStatementTimeoutMs = 10_000;

  @Env('TEMPORAL_ADDRESS', { zh: '“主机:端口”形式的地址', en: 'an address of the form host:port' })
  @Matches(/^[^\s:/]+:\d{1,5}$/)
  temporalAddress = '127.0.0.1:7233';

  @Env('TEMPORAL_NAMESPACE', { zh: '由字母、数字、点、下划线和连字符组成的名称', en: 'a name of letters, digits, dots, underscores and hyphens' })
  @Matches(/^[\w.-]{1,100}$/)
  temporalNamespace = 'default';

  /** Deadline of one call to Temporal: its client retries silently for seconds when the server is away. */
  @Env('TEMPORAL_DEADLINE_MS', range(100, 60_000), { parse: wholeNumber })
  @IsInt()
  @Min(100)
  @Max(60_000)
  temporalDeadlineMs = 3_000;

  @Env('HOST', { zh: '监听地址', en: 'an address to listen on' })
  @Matches(/^[\w.:-]{1,100}$/)
  host = '0.0.0.0';

  /** 0: any free port. */
  @Env('PORT', range(0, 65_535), { parse: wholeNumber })
  @IsInt()
  @Min(0)
  @Max(65_535)
  port = 3000;

  /** Health and metrics of the worker. 0: any free port. */
  @Env('WORKER_PORT', range(0, 65_535), { parse: wholeNumber })
  @IsInt()
  @Min(0)
  @Max(65_535)
  workerPort = 0;

  @Env('QINGDUN_HOME', folder)
  @IsString()
  @IsNotEmpty()
  home = '.qingdun';

  /** `keys` in the data folder unless given. */
  @Env('JWT_KEYS_DIR', folder)
  @IsString()
  @IsNotEmpty()
  jwtKeysDir: string;

  /** `attachments` in the data folder unless given; shared by all instances. */
  @Env('ATTACHMENTS_DIR', folder)
  @IsString()
  @IsNotEmpty()
  attachmentsDir: string;

  @Env(
    'OIDC_ISSUERS',
    {
      zh: 'JSON 列表，每项含 issuer、audience，可含 jwksUri、accountClaim',
      en: 'a JSON list whose items have issuer and audience, and may have jwksUri and accountClaim',
    },
    { parse: json },
  )
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => OidcIssuer)
  oidcIssuers: OidcIssuer[] = [];

  @Env('LOG_LEVEL', { zh: LOG_LEVELS.join('、') + ' 之一', en: `one of ${LOG_LEVELS.join(', ')}` })
  @IsIn(LOG_LEVELS)
  logLevel: LogLevel = 'info';

  /** Whether `X-Forwarded-For` is believed: only behind a proxy that sets it. */
  @Env('TRUST_PROXY', { zh: 'true 或 false', en: 'true or false' }, { parse: yesNo })
  @IsBoolean()
  trustProxy = false;

  /** Tellings of the engine that are under way at once (design: bounded relay). */
  @Env('RELAY_IN_FLIGHT', range(1, 256), { parse: wholeNumber })
  @IsInt()
  @Min(1)
  @Max(256)
  relayInFlight = 8;

  /** Workflows that a worker keeps in memory: 2,000 take 0.7 to 1.0 GB. */
  @Env('WORKER_CACHED_WORKFLOWS', range(1, 10_000), { parse: wholeNumber })
  @IsInt()
  @Min(1)
  @Max(10_000)
  workerCachedWorkflows = 150;
}

/** The environment is wrong. Its message has one sentence for each wrong variable and no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

/** Reads and checks the environment. Throws `ConfigError`; nothing starts on a wrong setting. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given: Record<string, unknown> = {};
  for (const [property, { name, parse }] of envSpecs()) {
    const text = env[name];
    if (text !== undefined && text !== '') given[property] = parse(text);
  }
  const home = typeof given['home'] === 'string' ? given['home'] : new Config().home;
  const config = plainToInstance(
    Config,
    { jwtKeysDir: join(home, 'keys'), attachmentsDir: join(home, 'attachments'), ...given },
    { exposeDefaultValues: true },
  );
  const wrong = validateSync(config, { whitelist: true, forbidNonWhitelisted: true });
  if (wrong.length > 0) throw new ConfigError(wrong.map(({ property }) => sentenceFor(property, env)));
  return config;
}

function sentenceFor(property: string, env: Readonly<Record<string, string | undefined>>): string {
  const spec = envSpecs().get(property);
  if (!spec) return `${property}: unknown setting.`;
  const { name, expects, secret } = spec;
  const text = env[name];
  if (text === undefined || text === '') return `缺少 ${name}，应为 ${expects.zh}。${name} is not set: it must be ${expects.en}.`;
  const shown = secret ? '' : `（当前为 ${JSON.stringify(text.slice(0, 60))}）`;
  return `${name}${shown}应为 ${expects.zh}。${name} must be ${expects.en}.`;
}
