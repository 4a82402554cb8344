import { createDuration, createRegistry } from './registry';

describe('the metrics registry', () => {
  it('labels every series with its process', async () => {
    const registry = createRegistry({ service: 'worker', processMetrics: false });
    const seconds = createDuration({ registry, name: 'qingdun_act_seconds', help: 'Time of an act', labels: ['kind'] });
    seconds.observe({ kind: 'DECISION' }, 0.03);
    const text = await registry.metrics();
    expect(text).toContain('qingdun_act_seconds_bucket{le="0.02",service="worker",kind="DECISION"} 0');
    expect(text).toContain('qingdun_act_seconds_bucket{le="0.04",service="worker",kind="DECISION"} 1');
  });

  it('is separate for each process, and measures the process itself unless told not to', async () => {
    const [first, second] = [createRegistry({ service: 'a' }), createRegistry({ service: 'b', processMetrics: false })];
    expect(await first.metrics()).toContain('process_resident_memory_bytes{service="a"}');
    expect(await second.metrics()).not.toContain('process_resident_memory_bytes');
  });
});
