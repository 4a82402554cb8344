import { loadConfig } from './config';
import { ConfigError } from './settings';

const DATABASE_URL = 'postgres://app:s3cret@db.example:5432/qingdun';
const sentencesOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.sentences;
    throw error;
  }
};

describe('loadConfig', () => {
  it('needs a database address only; everything else has a default', () => {
    expect(loadConfig({ DATABASE_URL })).toMatchObject({
      databaseUrl: DATABASE_URL,
      temporalAddress: '127.0.0.1:7233',
      temporalNamespace: 'default',
      port: 3000,
      home: '.qingdun',
      jwtKeysDir: '.qingdun/keys',
      attachmentsDir: '.qingdun/attachments',
      oidcIssuers: [],
      logLevel: 'info',
      relayInFlight: 8,
      trustProxy: false,
      secondFactor: 'required',
      secondFactorKeys: [],
    });
  });

  it('takes what is given, and the folders follow the data folder', () => {
    const config = loadConfig({
      DATABASE_URL,
      PORT: '0',
      QINGDUN_HOME: '/srv/qingdun',
      TRUST_PROXY: 'true',
      RELAY_IN_FLIGHT: '',
      OIDC_ISSUERS: '[{"issuer":"https://id.example","audience":"qingdun"}]',
    });
    expect(config).toMatchObject({ port: 0, jwtKeysDir: '/srv/qingdun/keys', trustProxy: true, relayInFlight: 8 });
    expect(config.oidcIssuers).toEqual([{ issuer: 'https://id.example', audience: 'qingdun' }]);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '1e3'],
    ['PORT', '-1'],
    ['PORT', 'web'],
    ['WORKER_PORT', '3.5'],
    ['DATABASE_POOL_MAX', '0'],
    ['DATABASE_STATEMENT_TIMEOUT_MS', '1'],
    ['TEMPORAL_ADDRESS', 'localhost'],
    ['TEMPORAL_ADDRESS', 'http://x:7233'],
    ['TEMPORAL_NAMESPACE', 'a b'],
    ['TEMPORAL_DEADLINE_MS', '1'],
    ['HOST', 'a b'],
    ['JWT_KEY_PUBLISHED_SECONDS', '-1'],
    ['JWT_KEY_OVERLAP_HOURS', '0'],
    ['SECOND_FACTOR', 'maybe'],
    ['SECOND_FACTOR_KEY', 'short'],
    ['SECOND_FACTOR_KEY', `${'a'.repeat(64)},`],
    ['SECOND_FACTOR_KEY', ['a', 'b', 'c'].map((one) => one.repeat(64)).join()],
    ['LOG_LEVEL', 'loud'],
    ['TRUST_PROXY', 'yes'],
    ['RELAY_IN_FLIGHT', '0'],
    ['WORKER_CACHED_WORKFLOWS', '0'],
    ['PUBLIC_URL', 'qingdun.example'],
    ['SMTP_URL', 'mail.example:25'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'a@b.example\nBcc: c@d.example'],
    ['MAIL_PER_MINUTE', '0'],
    ['WEBHOOK_ALLOWED_NETWORKS', '10.0.0.0/8,x'],
    ['WEBHOOK_ALLOWED_NETWORKS', '10.0.0.0'],
    ['WEBHOOK_ALLOW_HTTP', 'yes'],
    ['WEBHOOKS_PER_MINUTE', '0'],
    ['WEBHOOK_SECRETS_KEY', 'short'],
    ['DELIVERY_ATTEMPTS', '0'],
    ['DELIVERY_FIRST_PAUSE_MS', '1'],
    ['DELIVERY_ABANDONED_MS', '1'],
    ['OIDC_ISSUERS', '{'],
    ['OIDC_ISSUERS', '{}'],
    ['OIDC_ISSUERS', '["https://id.example"]'],
    ['OIDC_ISSUERS', '[{"issuer":"https://id.example"}]'],
    ['OIDC_ISSUERS', '[{"issuer":"https://id.example","audience":"q","extra":1}]'],
  ])('refuses %s=%s in one sentence that names it', (name, value) => {
    const sentences = sentencesOf({ DATABASE_URL, [name]: value });
    expect(sentences).toEqual([expect.stringContaining(`${name} must be `)]);
  });

  it('needs a client and an address to come back to where people sign in through a provider', () => {
    const OIDC_ISSUER = 'https://id.example';
    expect(sentencesOf({ DATABASE_URL, OIDC_ISSUER })).toEqual([expect.stringContaining('缺少 OIDC_CLIENT_ID'), expect.stringContaining('缺少 OIDC_REDIRECT_URI')]);
    const whole = { DATABASE_URL, OIDC_ISSUER, OIDC_CLIENT_ID: 'qingdun', OIDC_REDIRECT_URI: 'https://qingdun.example/api/v1/auth/oidc/callback' };
    expect(sentencesOf(whole)).toEqual([]);
    expect(sentencesOf({ ...whole, OIDC_ISSUER: 'http://127.0.0.1:9000/realm', OIDC_CLIENT_SECRET: 's3cret' })).toEqual([]);
    for (const [name, value] of [['OIDC_ISSUER', 'http://id.example'], ['OIDC_REDIRECT_URI', 'https://qingdun.example/elsewhere'], ['OIDC_REDIRECT_URI', 'http://qingdun.example/api/v1/auth/oidc/callback']] as const) {
      expect(sentencesOf({ ...whole, [name]: value })).toEqual([expect.stringContaining(`${name} must be `)]);
    }
  });

  it('says what is missing', () => {
    expect(sentencesOf({})).toEqual([expect.stringContaining('缺少 DATABASE_URL')]);
  });

  it('never prints a secret, and names every wrong variable at once', () => {
    const sentences = sentencesOf({ DATABASE_URL: 'mysql://app:s3cret@db/x', PORT: 'web' });
    expect(sentences).toHaveLength(2);
    expect(sentences.join()).not.toContain('s3cret');
    expect(sentences.join()).toContain('"web"');
  });
});
