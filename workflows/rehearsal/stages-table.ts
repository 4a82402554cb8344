/** The table of stages as a document: every stage and end of the catalogue, and what of the story carries it. */
import type { Definition } from '@workflows/kit/definition';
import { CARRIED, type Carrier, type Stage, type Stages } from './stages/stage';

export interface StagesOfProcess {
  readonly definition: Definition;
  readonly stages: Stages;
}

/** The whole document in Markdown. `refreshedBy` is the command that writes it. */
export function stagesTable(processes: readonly StagesOfProcess[], refreshedBy: string): string {
  const head = [
    '# 流程阶段对照表',
    '',
    `本表由 \`${refreshedBy}\` 生成，请勿手改。左列照录流程目录的阶段与终态，右列为承载它的环节、校验、授权、对外办理、关联办件或终态；每个承载者都在推演中实际到达（提交校验在立案之前，撤回由申请人提出，两者不经推演）；→（先后）与 ∥（同时开始）在推演过的每条路径上成立，⇢ 表示有意不等前一阶段，并写明理由。退回补正属于被退回的环节所在的阶段。`,
    '',
  ];
  return [...head, ...processes.flatMap(section)].join('\n');
}

function section({ definition, stages }: StagesOfProcess): string[] {
  return [
    `## ${definition.code} ${definition.title}`,
    '',
    `流程 \`${definition.id}\`，依据：${definition.articles.join('、')}。`,
    '',
    '| | 阶段 | 承载 | 补正 |',
    '| --- | --- | --- | --- |',
    ...stages.stages.map((stage, index) => `| ${relation(stage, index)} | ${stage.text} | ${cell(definition, stage.carriers, stage.differs)} | ${corrections(definition, stage)} |`),
    '',
    '| 终态 | 承载 |',
    '| --- | --- |',
    ...stages.ends.map(({ text, carriers, note }) => `| ${text} | ${cell(definition, carriers, note)} |`),
    ...Object.entries(stages.furtherEnds).map(([key, why]) => `| （目录未列） | ${cell(definition, [`end:${key}`], why)} |`),
    '',
  ];
}

const relation = ({ parallel, differs }: Stage, index: number): string => (index === 0 ? '' : parallel ? '∥' : differs === undefined ? '→' : '⇢');

const cell = (definition: Definition, carriers: readonly Carrier[], note?: string): string =>
  [...carriers.map((carrier) => inWords(definition, carrier)), ...(note === undefined ? [] : [`*${note}*`])].join('<br>');

function inWords(definition: Definition, carrier: Carrier): string {
  if (carrier === 'start') return '提交';
  const [word = '', key = ''] = carrier.split(':');
  const carried = CARRIED.find((one) => one.word === word);
  const shelf: Readonly<Record<string, { readonly title: string }>> = carried ? definition[carried.shelf] : {};
  const title = shelf[key]?.title;
  if (!carried || title === undefined) throw new Error(`${definition.id} has no ${word} ${key}`);
  return `${carried.title} \`${key}\` ${title}`;
}

/** The reviews that correct the evidence of one of the stage's steps. */
function corrections({ reviews }: Definition, { carriers }: Stage): string {
  const here = Object.values(reviews).filter(({ corrects }) => (corrects === 'form' ? carriers.includes('start') : carriers.includes(`step:${corrects.evidenceOf}`)));
  return here.map(({ title }) => title).join('、');
}
