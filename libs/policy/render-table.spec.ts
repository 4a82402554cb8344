import { POLICY_SET } from './policy-set';
import { policyTableMarkdown } from './render-table';
import { policyValueText } from './value-text';

const lines = policyTableMarkdown().trimEnd().split('\n');
const lineOf = (key: string): string | undefined => lines.find((line) => line.startsWith(`| \`${key}\` |`));

describe('the policy table', () => {
  it('has one line a row, in order, under a header of as many cells', () => {
    expect(lines.slice(2).map((line) => line.split('`')[1])).toEqual(POLICY_SET.map(({ key }) => key));
    expect(new Set(lines.map((line) => line.split(/(?<!\\)\|/u).length))).toEqual(new Set([11]));
  });

  it.each([
    ['incident.other.hours', '| 4 小时 |', '| F | 是 | 2025-05-23 | C2 |'],
    ['use.initialAssessment.days', '| 3 个工作日 |', '| D | 否 | 2025-05-23 |'],
    ['ethics.passRule', '| 超过 全体委员 1/2 |', '| F2 | 否 |'],
    ['grading.important.25-1.personalInfo', '| 不少于 1,000,000 人 |', '| S | 是 |'],
    ['riskAssessment.window', '| 10 月 1 日至 12 月 31 日 |', '| D | 否 |'],
    ['step.reminders', '| 到期前 1 个工作日、4 小时 |', '| D | 否 |'],
    ['use.secondAuth.important', '| 分管领导、单位领导小组组长 |', '| D | 否 |'],
    ['core.use', '| 阻断 |', '| F | 是 |'],
    ['ethics.advisorsVote', '| 否 |', '| F2 | 否 |'],
  ])('%s reads %s', (key, value, rest) => {
    expect(lineOf(key)).toContain(value);
    expect(lineOf(key)).toContain(rest);
  });

  it('has words for every code', () => {
    const texts = POLICY_SET.filter(({ value }) => value.type === 'CODE' || value.type === 'CODES').map(({ value }) => policyValueText(value));
    expect(texts.length).toBeGreaterThan(30);
    expect(texts.filter((text) => !/^[\p{Script=Han}（）、]+$/u.test(text))).toEqual([]);
  });

  it('refuses to show a code without words', () => {
    expect(() => policyValueText({ type: 'CODE', value: 'UNHEARD_OF' })).toThrow(RangeError);
  });
});
