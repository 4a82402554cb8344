import type { FactValues } from '@workflows/kit/definition';
import { PROCESSES, processFor } from '@workflows/processes/index';
import { GLOSSARY } from './glossary';
import { IMAGINED_NOW, sampleFacts } from './imagine';
import { preview, type PreviewOptions, type PreviewStep } from './preview';
import { givenFacts } from './starts';
import { survey } from './survey';

const options: PreviewOptions = {
  orgTerms: { DISTRICT: '区卫生健康委', CENTER: '事业发展中心', UNIT: '甲医院', OWN_ORG: '本单位', SYSTEM: '系统' },
  glossary: GLOSSARY,
  dueOf: ({ spec, opensAtOnce }) => (spec.clocks === undefined ? undefined : opensAtOnce ? { dueBy: '2026-03-06' } : { within: '3 个工作日' }),
};
const given = (id: string): FactValues => {
  const { definition } = processFor(id);
  return sampleFacts(definition, givenFacts(definition), IMAGINED_NOW)[0] ?? {};
};
const ahead = (id: string, facts: FactValues = {}): Promise<PreviewStep[]> => preview(processFor(id), { ...given(id), ...facts }, options);
const conditions = (steps: readonly PreviewStep[]): Record<string, string> => Object.fromEntries(steps.flatMap(({ key, onlyIf }) => (onlyIf ? [[key, onlyIf]] : [])));

it('the steps of a use of important data, in order, all certain', async () => {
  const steps = await ahead('sensitive-data-use', { level: 'IMPORTANT' });
  expect(steps.map(({ key }) => key)).toEqual([
    'initialAssessment',
    'secondaryAssessment',
    'secondaryAuthorization',
    'leaderAuthorization',
    'desensitization',
    'desensitizationVerification',
    'leakControlAttestation',
    'closure',
  ]);
  expect(conditions(steps)).toEqual({});
});

it('a step that only a re-grade would call for says so', async () => {
  expect(conditions(await ahead('sensitive-data-use', { level: 'GENERAL' }))).toEqual({ leaderAuthorization: '「数据级别」为「重要数据」或「核心数据」时' });
});

it('what opens at once has a due instant, what comes later a duration', async () => {
  const [first, ...later] = await ahead('sensitive-data-use');
  expect(first).toMatchObject({ key: 'initialAssessment', dueBy: '2026-03-06', seats: [{ position: 'UNIT_BUSINESS_OWNER', title: '业务部门负责人', org: '甲医院' }] });
  for (const step of later) expect(step).toMatchObject({ within: '3 个工作日' });
  expect(later.at(-1)?.seats).toEqual([{ applicant: true, title: '申请人' }]);
});

it('steps in parallel share a group', async () => {
  const steps = await ahead('open-data-dual-review');
  const groups = new Map(steps.map(({ key, group }) => [key, group]));
  expect(groups.get('ethicsReview')).toBeDefined();
  expect(groups.get('ethicsReview')).toBe(groups.get('technicalReview'));
  expect(groups.get('impactAnalysis')).toBeUndefined();
});

it('conditions name outcomes, acts, periods and children', async () => {
  expect(conditions(await ahead('outsourcing-supervision'))).toMatchObject({
    finding: '需要时',
    findingDisposal: '办理「登记问题」后',
    remediation: '办理「登记问题」后，且「问题处置决定」结论为「限期整改」时',
    renewalSigning: '「续签或者到期终止的决定」结论为「续签」时',
    retainedCopies: '「服务提供商所持副本的销毁」未办成时',
  });
  expect(conditions(await ahead('open-data-dual-review')).followUpReview).toBe('每满「定期跟踪审查」周期时');
  expect(conditions(await ahead('incident-response'))).toMatchObject({
    cyberspaceReport: '「事件等级」为「较大」或「重大」或「特别重大」时',
    ciiReport: '「事件等级」为「较大」时，且「涉及关键信息基础设施」时',
    accountabilityDecision: '非「确认泄露并自动倒查」时',
  });
});

it.each([...PROCESSES.keys()])('%s: the previews show every step that can be reached, each once', async (id) => {
  const { definition } = processFor(id);
  const previews: PreviewStep[][] = [];
  for (const facts of sampleFacts(definition, givenFacts(definition), IMAGINED_NOW)) previews.push(await ahead(id, facts));
  expect(new Set(previews.flat().map(({ key }) => key))).toEqual(new Set(Object.keys(definition.steps)));
  for (const steps of previews) expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
});

it.each([...PROCESSES])('%s: every fact that steers it, and every value, has Chinese words', async (_id, process) => {
  const { read } = await survey(process, { together: 1 });
  for (const name of read) {
    const spec = process.definition.facts[name];
    expect(GLOSSARY[name]?.title).toBeDefined();
    if (spec?.kind === 'enum') expect(Object.keys(GLOSSARY[name]?.values ?? {})).toEqual(expect.arrayContaining([...spec.values]));
  }
}, 30_000);
