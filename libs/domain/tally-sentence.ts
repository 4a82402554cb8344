import { assertNever } from './assert-never';
import type { TallyRule } from './quorum';
import type { Tally } from './tally';

const OUTCOME_TITLES: Readonly<Record<string, string>> = {
  APPROVE: '同意',
  DONE: '完成',
  REJECT: '不同意',
  RETURN: '退回补正',
  APPROVE_AFTER_REVISION: '修改后批准',
  REVIEW_AGAIN: '修改后再审',
};

const titleOf = (outcome: string): string => OUTCOME_TITLES[outcome] ?? outcome;

/** One sentence that says what is required, what has been cast, and where it stands. */
export function tallySentence(rule: TallyRule, tally: Omit<Tally, 'sentence'>): string {
  const cast = Object.entries(tally.counts).map(([outcome, n]) => `${titleOf(outcome)} ${n} 人`);
  const recused = tally.recused > 0 ? [`回避 ${tally.recused} 人`] : [];
  const state = [...(cast.length > 0 ? cast : ['尚无人表决']), ...recused].join('，');
  return `${requirement(rule, tally)}；${state}；${conclusion(tally)}。`;
}

function requirement(rule: TallyRule, { members, needed, presentNeeded }: Omit<Tally, 'sentence'>): string {
  switch (rule.kind) {
    case 'ONE':
      return `${members} 人中任一人决定即可（或签）`;
    case 'ALL':
      return `须 ${members} 人全部同意（会签）`;
    case 'IN_TURN':
      return `须 ${members} 人依次全部同意`;
    case 'AT_LEAST':
      return `${members} 人中至少 ${needed} 人同意`;
    case 'RATIO_OF_ALL':
      return `全体 ${members} 名委员中须有 ${needed} 人意见一致，且至少 ${presentNeeded} 人参加表决`;
    case 'RATIO_OF_PRESENT':
      return `参加表决的委员中须有 ${needed} 人意见一致，且至少 ${presentNeeded} 人参加表决`;
    default:
      return assertNever(rule);
  }
}

function conclusion({ outcome, undecidable, members, present, presentNeeded }: Omit<Tally, 'sentence'>): string {
  if (outcome !== undefined) return `结论为“${titleOf(outcome)}”`;
  if (undecidable) return '按现有人员无法形成结论，须由管理员补充人员';
  if (present < presentNeeded) return `还须至少 ${presentNeeded - present} 人参加表决`;
  return `还有 ${members - present} 人未表决`;
}
