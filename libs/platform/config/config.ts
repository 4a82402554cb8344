import { Type } from 'class-transformer';
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
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import ipaddr from 'ipaddr.js';
import { join } from 'node:path';
import { Env, json, listOf, wholeNumber, yesNo } from './env';
import { readSettings } from './settings';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const range = (min: number, max: number): { zh: string; en: string } => ({
  zh: `${min} 至 ${max} 的整数`,
  en: `a whole number from ${min} to ${max}`,
});
const folder = { zh: '文件夹路径', en: 'the path of a folder' };

/** 256 bits as `openssl rand -hex 32` writes them, or more. */
const LINK_KEY = /^[\w-]{43,200}$/;
const linkKey = { zh: '至少 43 个字母、数字、下划线或连字符的密钥', en: 'a secret of at least 43 letters, digits, underscores or hyphens' };

/** Issuers are public https addresses, or a local one while trying things out. */
const ISSUER_URL = { protocols: ['https', 'http'], require_protocol: true, require_tld: false };

/** https, or http on this machine while trying things out. */
const SECURE_ADDRESS = /^(https:\/\/[^\s/]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?)(\/\S*)?$/;
const hasProvider = ({ oidcIssuer }: { readonly oidcIssuer?: string }): boolean => oidcIssuer !== undefined;

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

  /** A new signing key is published so long before it signs. */
  @Env('JWT_KEY_PUBLISHED_SECONDS', range(0, 86_400), { parse: wholeNumber })
  @IsInt()
  @Min(0)
  @Max(86_400)
  jwtKeyPublishedSeconds = 60;

  /** A signing key verifies so long after its successor began to sign: no shorter than a session may last. */
  @Env('JWT_KEY_OVERLAP_HOURS', range(1, 8_760), { parse: wholeNumber })
  @IsInt()
  @Min(1)
  @Max(8_760)
  jwtKeyOverlapHours = 24;

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

  /** Signs the links of messages; api and worker have the same. Without one their links are plain addresses. */
  @Env('LINK_KEY', linkKey, { secret: true })
  @IsOptional()
  @Matches(LINK_KEY)
  linkKey?: string;

  /** The key before it, while its links go on. */
  @Env('LINK_KEY_PREVIOUS', linkKey, { secret: true })
  @IsOptional()
  @Matches(LINK_KEY)
  linkKeyPrevious?: string;

  /** The provider through which people sign in; people sign in with passwords alone unless it is given. */
  @Env('OIDC_ISSUER', { zh: 'https:// 开头的地址', en: 'an address that begins with https://' })
  @IsOptional()
  @Matches(SECURE_ADDRESS)
  oidcIssuer?: string;

  @Env('OIDC_CLIENT_ID', { zh: '在统一身份认证服务登记的客户端标识', en: 'the client id that the provider knows' })
  @ValidateIf(hasProvider)
  @IsString()
  @IsNotEmpty()
  oidcClientId = '';

  /** A client that cannot keep a secret has none. */
  @Env('OIDC_CLIENT_SECRET', { zh: '客户端密钥', en: 'the secret of the client' }, { secret: true })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  oidcClientSecret?: string;

  /** As the provider knows it: it never follows from what a request says of its host. */
  @Env('OIDC_REDIRECT_URI', { zh: '以 /api/v1/auth/oidc/callback 结尾的 https 地址', en: 'an https address that ends in /api/v1/auth/oidc/callback' })
  @ValidateIf(hasProvider)
  @Matches(SECURE_ADDRESS)
  @Matches(/^[^?#]+\/api\/v1\/auth\/oidc\/callback$/)
  oidcRedirectUri = '';

  /** OTLP/HTTP collector of traces; nothing is traced without. */
  @Env('OTEL_EXPORTER_OTLP_ENDPOINT', { zh: 'http:// 或 https:// 开头的地址', en: 'an address that begins with http:// or https://' })
  @IsOptional()
  @IsUrl(ISSUER_URL)
  otlpEndpoint?: string;

  /** Whether positions can ask for a second factor at the login; `off` is for demonstrations. */
  @Env('SECOND_FACTOR', { zh: 'required 或 off', en: 'required or off' })
  @IsIn(['required', 'off'])
  secondFactor: 'required' | 'off' = 'required';

  /** Seal the secrets of second factors: the first one seals, all open. The API needs one unless `SECOND_FACTOR` is off. */
  @Env('SECOND_FACTOR_KEY', { zh: '64 位十六进制密钥，更换期间以逗号并列新旧两个', en: 'a key of 64 hexadecimal digits, or the new and the old one with a comma between them' }, { parse: listOf, secret: true })
  @IsArray()
  @ArrayMaxSize(2)
  @Matches(/^[0-9a-f]{64}$/i, { each: true })
  secondFactorKeys: string[] = [];

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

  /** The address of the system as people reach it: what links begin with. */
  @Env('PUBLIC_URL', { zh: '人员访问本系统的网址', en: 'the address at which people reach this system' })
  @IsUrl(ISSUER_URL)
  publicUrl = 'http://127.0.0.1:3000';

  /** No mail is sent unless given. */
  @Env('SMTP_URL', { zh: 'smtp:// 或 smtps:// 开头的邮件服务器地址', en: 'an address of a mail server that begins with smtp:// or smtps://' }, { secret: true })
  @IsOptional()
  @Matches(/^smtps?:\/\/\S+$/)
  smtpUrl?: string;

  @Env('MAIL_FROM', { zh: '发件人地址，可带名称', en: 'the address that mails come from, with or without a name' })
  @Matches(/^[^\r\n]{0,100}[^@\s<>]+@[\w.-]+>?$/)
  mailFrom = '青盾 <qingdun@localhost>';

  /** What the mail server bears. */
  @Env('MAIL_PER_MINUTE', range(1, 100_000), { parse: wholeNumber })
  @IsInt()
  @Min(1)
  @Max(100_000)
  mailPerMinute = 120;

  /** Seals the secrets of webhooks; no webhook is sent unless given. 32 bytes, as 64 hexadecimal digits or as base64. */
  @Env('WEBHOOK_SECRETS_KEY', { zh: '32 字节的密钥（64 位十六进制或 base64）', en: 'a key of 32 bytes, as 64 hexadecimal digits or as base64' }, { secret: true })
  @IsOptional()
  @Matches(/^([0-9a-f]{64}|[\w+/-]{43}=?)$/)
  webhookSecretsKey?: string;

  /** Private ranges that webhooks may go to, beside the internet. */
  @Env('WEBHOOK_ALLOWED_NETWORKS', { zh: '以逗号分隔的网段，如 10.20.0.0/16', en: 'ranges of addresses, separated by commas, such as 10.20.0.0/16' }, { parse: listOf })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateBy({ name: 'isNetwork', validator: { validate: (value: unknown) => typeof value === 'string' && ipaddr.isValidCIDR(value), defaultMessage: () => 'isNetwork' } }, { each: true })
  webhookAllowedNetworks: string[] = [];

  /** Whether a webhook may go without TLS. */
  @Env('WEBHOOK_ALLOW_HTTP', { zh: 'true 或 false', en: 'true or false' }, { parse: yesNo })
  @IsBoolean()
  webhookAllowHttp = false;

  @Env('WEBHOOKS_PER_MINUTE', range(1, 100_000), { parse: wholeNumber })
  @IsInt()
  @Min(1)
  @Max(100_000)
  webhooksPerMinute = 600;

  /** After so many failed attempts a message is dead, and an administrator is told. */
  @Env('DELIVERY_ATTEMPTS', range(1, 100), { parse: wholeNumber })
  @IsInt()
  @Min(1)
  @Max(100)
  deliveryAttempts = 15;

  /** The pause after the first failed attempt; it doubles with each. */
  @Env('DELIVERY_FIRST_PAUSE_MS', range(10, 3_600_000), { parse: wholeNumber })
  @IsInt()
  @Min(10)
  @Max(3_600_000)
  deliveryFirstPauseMs = 10_000;

  /** What a worker has had in hand for so long, it has died over: longer than any attempt takes. */
  @Env('DELIVERY_ABANDONED_MS', range(1_000, 3_600_000), { parse: wholeNumber })
  @IsInt()
  @Min(1_000)
  @Max(3_600_000)
  deliveryAbandonedMs = 120_000;

  /** Between two comparisons of open cases with running workflows. */
  @Env('RECONCILE_SECONDS', range(1, 3_600), { parse: wholeNumber })
  @IsInt()
  @Min(1)
  @Max(3_600)
  reconcileSeconds = 30;

  /** Begins what is due once a year by itself; else people begin it. */
  @Env('YEARLY_RUNS', { zh: 'true 或 false', en: 'true or false' }, { parse: yesNo })
  @IsBoolean()
  yearlyRuns = true;

  /** What the engine was not told for so long, without a failure, makes a case stuck: no worker tells it, or none keeps up. */
  @Env('STUCK_UNTOLD_SECONDS', range(1, 86_400), { parse: wholeNumber })
  @IsInt()
  @Min(1)
  @Max(86_400)
  stuckUntoldSeconds = 300;

  /** Workflows that a worker keeps in memory: 2,000 take 0.7 to 1.0 GB. */
  @Env('WORKER_CACHED_WORKFLOWS', range(1, 10_000), { parse: wholeNumber })
  @IsInt()
  @Min(1)
  @Max(10_000)
  workerCachedWorkflows = 150;
}

/** Reads and checks the environment. Throws `ConfigError`; nothing starts on a wrong setting. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const home = env['QINGDUN_HOME'] || new Config().home;
  return readSettings(Config, env, { jwtKeysDir: join(home, 'keys'), attachmentsDir: join(home, 'attachments') });
}
