import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { STUCK_KINDS } from '../../apps/api/src/operations/stuck-causes';
import { isTest, ROOT, sourcesIn } from './source';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const dashboard: any = JSON.parse(read('docs/monitoring/dashboard.json'));
const alerts: any = load(read('docs/monitoring/alerts.yaml'));
const shown: string[] = dashboard.panels.flatMap((panel: any) => panel.targets.map(({ expr }: any) => expr));
const alerted: string[] = alerts.groups.flatMap((group: any) => group.rules.map(({ expr }: any) => expr));

/** Names in an expression that are a metric's: not a function, a label or a keyword. */
const metricsIn = (expr: string): string[] => {
  const bare = expr.replace(/\{[^}]*\}/g, '').replace(/\b(?:by|on|without|ignoring)\s*\([^)]*\)/g, '');
  return [...bare.matchAll(/[a-z][a-z0-9_]{3,}(?!\w*\()/g)].map(([name]) => name).filter((name) => name.includes('_'));
};
/** As it is defined: without what Prometheus adds for a histogram. */
const defined = (name: string): string => name.replace(/_(bucket|count|sum)$/, '');

/** Every metric that the code defines, by the name that it is given. */
function ownMetrics(): Set<string> {
  const code = sourcesIn('apps', 'libs').filter(({ path }) => !isTest(path)).map(({ file }) => file.text).join('\n');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return new Set([...code.matchAll(/(?:name: |', )'((?:approval|outbox|notification|qingdun|http)_[a-z_]+)'/g)].map(([, name = '']) => name).concat(registry.getMetricsAsArray().map(({ name }) => name)));
}

/** Metrics of Temporal's SDK are looked for where a worker is scraped (`test/workflow/worker-metrics.spec.ts`). */
const unknown = (exprs: readonly string[]): string[] => {
  const own = ownMetrics();
  return [...new Set(exprs.flatMap(metricsIn).map(defined))].filter((name) => !name.startsWith('temporal_') && !own.has(name));
};

test('every metric that the dashboard and the alerts name is one that the code has', () => {
  expect(shown.length).toBeGreaterThan(15);
  expect(alerted.length).toBeGreaterThan(8);
  expect(unknown([...shown, ...alerted])).toEqual([]);
});

test('one that the code has not is found', () => {
  expect(unknown(['histogram_quantile(0.9, sum by (le) (rate(http_none_seconds_bucket{route="a_b"}[5m]))) and approval_none > 0'])).toEqual(['http_none_seconds', 'approval_none']);
});

test('the dashboard shows every metric of the record and of the relay', () => {
  const names = new Set(shown.flatMap(metricsIn).map(defined));
  expect([...ownMetrics()].filter((name) => /^(approval|outbox|qingdun|notification)_/.test(name) && !names.has(name))).toEqual([]);
});

test('every cause that an alert names is one by which a case is stuck', () => {
  const causes = alerted.flatMap((expr) => [...expr.matchAll(/cause=~?"([^"]+)"/g)].flatMap(([, names = '']) => names.split('|')));
  expect(causes.length).toBeGreaterThan(3);
  expect(causes.filter((cause) => !STUCK_KINDS.some((kind) => kind === cause))).toEqual([]);
});
