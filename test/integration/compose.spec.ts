import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { NODE_ARGS } from '../../apps/standalone/src/node-service';

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  restart?: string;
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[]; interval: string; retries: number };
  depends_on?: Record<string, { condition: string }>;
  volumes?: string[];
  ports?: string[];
}

const root = join(__dirname, '..', '..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const compose = load(text, { schema: CORE_SCHEMA.withTags(mergeTag) }) as { services: Record<string, Service>; volumes: Record<string, unknown> };
const services = Object.entries(compose.services);
/** Jobs run once and end; everything else is there to stay. */
const JOBS = ['temporal-schema', 'temporal-namespace', 'migrate'];
const service = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
};

it('has what a site needs', () => {
  expect(Object.keys(compose.services).sort()).toEqual(['api', 'migrate', 'postgres', 'temporal', 'temporal-namespace', 'temporal-schema', 'temporal-ui', 'worker']);
});

it.each(services)('%s runs an image of a full version', (_name, { image }) => {
  expect(image).toMatch(/^[\w./-]+:\d+\.\d+(\.\d+)?(-\w+)?$/);
});

it('builds from base images of a full version', () => {
  const dockerfile = readFileSync(join(root, service('api').build?.dockerfile ?? ''), 'utf8');
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(bases.length).toBeGreaterThan(0);
  for (const base of bases) expect(base).toMatch(/:\d+\.\d+\.\d+-[\w-]+$/);
});

it('runs a schema tool of the version of the Temporal server', () => {
  const version = service('temporal').image?.split(':')[1];
  expect(service('temporal-schema').image).toBe(`temporalio/admin-tools:${version}`);
  expect(service('temporal-namespace').image).toBe(`temporalio/admin-tools:${version}`);
});

it('keeps Temporal in PostgreSQL', () => {
  expect(service('temporal').environment).toMatchObject({ DB: 'postgres12', POSTGRES_SEEDS: 'postgres' });
});

it.each(services.filter(([name]) => !JOBS.includes(name)))('%s stays up and says how it is', (_name, { restart, healthcheck }) => {
  expect(restart).toBe('unless-stopped');
  expect(healthcheck?.test.length).toBeGreaterThan(1);
  expect(healthcheck?.retries).toBeGreaterThan(0);
});

it.each(JOBS)('%s ends, and is tried again when it fails', (name) => {
  expect(service(name).restart).toMatch(/^on-failure:\d+$/);
});

it.each(services.flatMap(([name, { depends_on = {} }]) => Object.entries(depends_on).map(([on, { condition }]) => [name, on, condition])))(
  '%s waits until %s is really there',
  (_name, on, condition) => {
    expect(condition).toBe(JOBS.includes(on ?? '') ? 'service_completed_successfully' : 'service_healthy');
    expect(compose.services).toHaveProperty(on ?? '');
  },
);

it.each(['api', 'worker'])('%s starts after the migrations', (name) => {
  expect(service(name).depends_on).toHaveProperty('migrate');
});

it.each(['api', 'worker'])('%s connects as the role that owns nothing, and knows no other password of the database', (name) => {
  const environment = service(name).environment ?? {};
  expect(environment.DATABASE_URL).toBe('postgres://qingdun_app:${APP_DB_PASSWORD:?}@postgres:5432/qingdun');
  expect(JSON.stringify(environment)).not.toMatch(/OWNER_DB_PASSWORD|SUPERUSER|TEMPORAL_DB_PASSWORD|qingdun_owner/);
});

it('migrates as the owner', () => {
  expect(service('migrate').environment?.DATABASE_ADMIN_URL).toMatch(/^postgres:\/\/qingdun_owner:/);
});

const secretsIn = ({ environment = {} }: Service): [string, string][] =>
  Object.entries(environment).flatMap(([key, value]): [string, string][] => {
    if (/PASSWORD|PWD|SECRET|_KEY$/.test(key)) return [[key, value]];
    const inUrl = /:\/\/[^:]+:([^@]+)@/.exec(value)?.[1];
    return inUrl ? [[key, inUrl]] : [];
  });

it('takes every secret from the environment and starts without none of them', () => {
  const secrets = services.flatMap(([, each]) => secretsIn(each));
  expect(secrets.length).toBeGreaterThanOrEqual(8);
  // A provider through which people sign in need not be there, and its client need not have a secret.
  for (const [name, value] of secrets) expect(value).toMatch(name === 'OIDC_CLIENT_SECRET' ? /^\$\{OIDC_CLIENT_SECRET:-\}$/ : /^\$\{[A-Z_]+:\?\}$/);
});

it('documents every variable that it reads', () => {
  const read = new Set([...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
  const documented = new Set([...readFileSync(join(root, 'docker', 'env.example'), 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
  expect(documented).toEqual(read);
});

it('keeps data in named volumes, and mounts only files that exist', () => {
  const mounts = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
  expect(Object.keys(compose.volumes).every((name) => mounts.includes(name))).toBe(true);
  const files = mounts.filter((source) => source.startsWith('./'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(statSync(join(root, file)).isFile()).toBe(true);
  expect(mounts.filter((source) => !source.startsWith('./') && !(source in compose.volumes))).toEqual([]);
});

it('publishes nothing on every interface by default, the database and the engine not at all', () => {
  for (const [, { ports = [] }] of services) for (const port of ports) expect(port).toMatch(/^(127\.0\.0\.1|\$\{API_BIND:-127\.0\.0\.1):/);
  expect(service('postgres').ports).toBeUndefined();
  expect(service('temporal').ports).toBeUndefined();
});

it.each([
  ['api', NODE_ARGS.api, 'dist/apps/api/src/main.js'],
  ['worker', NODE_ARGS.worker, 'dist/apps/worker/src/main.js'],
  ['migrate', ['--enable-source-maps'], 'dist/apps/standalone/src/prepare.js'],
])('%s runs its own entry of the image', (name, args, main) => {
  expect(service(name).command).toEqual(['node', ...args, main]);
  expect(service(name).image).toBe(service('api').image);
});
