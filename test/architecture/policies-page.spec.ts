import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { POLICY_SET } from '@libs/policy/policy-set';
import { policyTableMarkdown } from '@libs/policy/render-table';
import { policiesNamedBy } from '@workflows/kit/definition';
import { PROCESSES } from '@workflows/processes/index';
import { isTest, sourcesIn, textsOf } from './source';

const REFRESH = 'npm run docs:generate';
const PATH = join(__dirname, '../../docs/policies.md');

/** The rows that nothing outside the policy set names, and no definition: to change one changes nothing yet. */
function notRead(): string[] {
  const sources = sourcesIn('apps', 'activities', 'libs', 'workflows').filter(({ path }) => !path.startsWith('libs/policy/') && !isTest(path));
  const read = new Set([...sources.flatMap(textsOf), ...[...PROCESSES.values()].flatMap(({ definition }) => policiesNamedBy(definition))]);
  return POLICY_SET.map(({ key }) => key).filter((key) => !read.has(key));
}

const page = (unread: readonly string[]): string => `# 策略表

本表由 \`${REFRESH}\` 从 \`libs/policy\` 生成，请勿手改。可信度：S 见于细则原文，F 见于来源全文，F2 仅见于转述，R 凭记忆、未核实，D 无法定数值、由本产品设定。

${policyTableMarkdown()}
## 尚无程序读取的行

${POLICY_SET.length} 行中的 ${unread.length} 行尚未被任何流程、时限或规则引用：它们属于尚未编写的流程，或是已编写的流程尚未提供的选择。改动这些行目前不起作用。

${unread.map((key) => `- \`${key}\``).join('\n')}
`;

it(`docs/policies.md is the policy set of today, with the rows that nothing reads (refresh: ${REFRESH})`, () => {
  const today = page(notRead());
  if (process.env.REFRESH_DOCS === '1') writeFileSync(PATH, today);
  expect(readFileSync(PATH, 'utf8')).toBe(today);
});

it('a row that a definition names is not among the unread', () => {
  expect(notRead()).not.toContain('use.initialAssessment.days');
  expect(notRead()).toContain('consent.reply.days');
});
