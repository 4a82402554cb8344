import { BIOMETRICS, PLATFORMS, PROTECTED_FIELDS, type GateDataset, type GateInput } from './gate-input';
import { isGraded } from './grading';
import { POSITIONS, type PositionCode } from './positions';

/**
 * What a failed gate does: hand the matter to a route outside the system, wait until it is healed, end the case as
 * rejected, refuse the act, or prohibit it for good.
 */
export type GateEffect = 'REFER_OUT' | 'BLOCK' | 'REJECT' | 'DENY' | 'PROHIBITED';

/** Why a gate does not open. `subjects`: the data sets or positions concerned. */
export interface GateFailure {
  readonly reason: string;
  readonly reasonEn: string;
  readonly subjects?: readonly string[];
  /** Where what is missing may still come, it is waited for, whatever the rule does otherwise. */
  readonly effect?: 'BLOCK';
}

export interface GateRule {
  readonly title: string;
  readonly article: string;
  readonly effect: GateEffect;
  /** The first thing that is wrong, or `undefined` where nothing is. */
  readonly check: (input: GateInput) => GateFailure | undefined;
}

/** The positions without which a unit may not start (第五条(二)). */
const REQUIRED_POSITIONS = ['UNIT_GROUP_LEADER', 'UNIT_DESIGNATED_LEADER', 'UNIT_DATA_ADMINISTRATOR'] as const satisfies readonly PositionCode[];

const failure = (reason: string, reasonEn: string, subjects?: readonly string[]): GateFailure => ({ reason, reasonEn, ...(subjects && { subjects }) });

/** What is waited for. */
const pending = (reason: string, reasonEn: string): GateFailure => ({ reason, reasonEn, effect: 'BLOCK' });

/** One sentence about those data sets of which it holds. */
const ofSome = (datasets: readonly GateDataset[], holds: (dataset: GateDataset) => boolean, reason: string, reasonEn: string): GateFailure | undefined => {
  const ids = datasets.filter(holds).map(({ id }) => id);
  return ids.length === 0 ? undefined : failure(`${ids.length} 个数据集${reason}`, `${ids.length} data set(s) ${reasonEn}`, ids);
};

/** Gates and prohibitions of regulation.md §5.4: one row each, evaluated before any approval, overridable by nobody. */
export const GATE_RULES = {
  G1: {
    title: '不涉及国家秘密',
    article: '第二条、第三十九条',
    effect: 'REFER_OUT',
    check: (input: Pick<GateInput, 'containsStateSecret' | 'aggregatesToSecret'>) => {
      if (input.containsStateSecret) return failure('数据含有国家秘密信息，须转入特别审查', 'The data contains state secrets: special review');
      if (!input.aggregatesToSecret) return undefined;
      return failure('数据汇聚关联后属于国家秘密事项，须转入特别审查', 'Aggregated, the data is a state secret: special review');
    },
  },
  G2: {
    title: '不涉及数据跨境流动，或者已经外部批准',
    article: '第三十九条',
    effect: 'REFER_OUT',
    check: ({ crossBorder, cleared }: Pick<GateInput, 'crossBorder' | 'cleared'>) =>
      crossBorder && cleared !== true ? failure('涉及数据跨境流动，须转入特别审查并取得外部批准文号', 'Data crosses the border: special review and an external reference') : undefined,
  },
  G3: {
    title: '对国家安全、公共利益无显著负面影响',
    article: '第三十二条',
    effect: 'PROHIBITED',
    check: ({ impact }: Pick<GateInput, 'impact'>) => {
      if (impact === 'NOT_SIGNIFICANT') return undefined;
      if (impact === 'SIGNIFICANT') return failure('存在显著负面影响或风险，不得对外提供', 'Significant negative impact or risk: never provided');
      return pending('尚未完成对国家安全、公共利益影响的分析研判', 'The impact on national security and public interest is not analysed yet');
    },
  },
  G4: {
    title: '采集生物识别信息有法律、行政法规依据',
    article: '第十四条（一）',
    effect: 'REJECT',
    check: ({ biometrics }: Pick<GateInput, 'biometrics'>) => {
      if (!biometrics || biometrics.types.length === 0 || biometrics.statutoryBasis) return undefined;
      const titles = biometrics.types.map((type) => BIOMETRICS[type]).join('、');
      return failure(`采集可识别个人身份的${titles}信息，没有法律、行政法规依据`, 'Biometric data that identifies persons, without a basis in law');
    },
  },
  G5: {
    title: '采集在数据资源目录范围内',
    article: '第十四条（一）',
    effect: 'REJECT',
    check: ({ outsideCatalogue }: Pick<GateInput, 'outsideCatalogue'>) =>
      outsideCatalogue?.length
        ? failure(`${outsideCatalogue.length} 项采集内容不在卫生健康数据资源目录内，须先完成分类分级`, `${outsideCatalogue.length} item(s) stand in no catalogue: classify and grade first`, outsideCatalogue)
        : undefined,
  },
  G6: {
    title: '数据已完成定级',
    article: '第二十八条、第三十条',
    effect: 'BLOCK',
    check: ({ datasets }: Pick<GateInput, 'datasets'>) => {
      if (datasets.length === 0) return failure('未列明所涉数据集，无法确认定级', 'No data set is named, so none is known to be graded');
      return ofSome(datasets, (one) => !isGraded(one), '尚未定级或正在重新定级，不得使用、共享或开放', 'not graded, or being graded again: no use, sharing or opening');
    },
  },
  G7: {
    title: '敏感数据已脱敏并核验',
    article: '第十八条',
    effect: 'BLOCK',
    check: ({ sensitive, desensitization }: Pick<GateInput, 'sensitive' | 'desensitization'>) => {
      if (!sensitive) return undefined;
      if (!desensitization?.done) return failure('敏感数据尚未完成脱敏处理，不得使用', 'Sensitive data is not desensitized yet');
      return desensitization.verified ? undefined : failure('敏感数据的脱敏效果尚未核验，不得使用', 'The desensitization is not verified yet');
    },
  },
  G8: {
    title: '批量操作有专项授权',
    article: '第十八条',
    effect: 'DENY',
    check: ({ bulkOperation, bulkGranted }: Pick<GateInput, 'bulkOperation' | 'bulkGranted'>) =>
      bulkOperation && !bulkGranted ? failure('批量修改、复制、下载等重要操作没有有效的专项授权', 'A bulk operation without a living special grant') : undefined,
  },
  G9: {
    title: '外包服务有有效的数据安全保护和保密协议',
    article: '第十三条',
    effect: 'DENY',
    check: ({ agreementUntil, now }: Pick<GateInput, 'agreementUntil' | 'now'>) => {
      if (agreementUntil === undefined) return failure('尚未签订数据安全保护和保密协议，外包服务提供商不得访问', 'No agreement on data security and confidentiality: no vendor access');
      return agreementUntil > now ? undefined : failure('数据安全保护和保密协议已到期或终止，外包服务提供商不得访问', 'The agreement on data security and confidentiality is over: no vendor access');
    },
  },
  G10: {
    title: '公开个人信息已取得同意或者有法定依据',
    article: '第三十三条',
    effect: 'REJECT',
    check: ({ publication }: Pick<GateInput, 'publication'>) => {
      if (!publication || publication.fields.length === 0 || publication.statutoryBasis || publication.consenting >= publication.subjects) return undefined;
      const fields = publication.fields.map((field) => PROTECTED_FIELDS[field]).join('、');
      const without = publication.subjects - publication.consenting;
      return failure(`公开${fields}，尚有 ${without} 人（或其监护人）未同意`, `Personal fields to be published without the consent of ${without} person(s)`);
    },
  },
  G11: {
    title: '经规定的平台提供',
    article: '第三十四条第二款',
    effect: 'REJECT',
    check: ({ platform }: Pick<GateInput, 'platform'>) => {
      if (platform === undefined) return pending('尚未选定提供数据的平台', 'The platform is not chosen yet');
      return Object.hasOwn(PLATFORMS, platform) ? undefined : failure(`只能通过${Object.values(PLATFORMS).join('或者')}提供`, 'Delivered over the two named platforms only');
    },
  },
  G12: {
    title: '伦理与技术双审核均已通过',
    article: '第三十四条第三款',
    effect: 'BLOCK',
    check: ({ dualReview }: Pick<GateInput, 'dualReview'>) => {
      const missing = [...(dualReview?.ethics ? [] : ['伦理审核']), ...(dualReview?.technical ? [] : ['技术审核'])];
      return missing.length === 0 ? undefined : failure(`${missing.join('、')}尚未通过，不得开放`, 'Not both reviews have approved: no opening');
    },
  },
  G13: {
    title: '销毁已评估审核，未被冻结且已满保存期限',
    article: '第二十条',
    effect: 'BLOCK',
    check: ({ destruction, datasets, now }: Pick<GateInput, 'destruction' | 'datasets' | 'now'>) => {
      if (!destruction?.assessed) return failure('销毁的业务必要性尚未评估', 'The need for the destruction is not assessed yet');
      if (!destruction.reviewed) return failure('销毁的业务必要性尚未审核', 'The need for the destruction is not reviewed yet');
      const retained = destruction.copiesOnly === true ? [] : datasets;
      return (
        ofSome(datasets, ({ preserved }) => preserved === true, '已被冻结，不得销毁', 'preserved by a case: not to be destroyed') ??
        ofSome(retained, ({ retainUntil }) => retainUntil !== undefined && retainUntil > now, '未满法定保存期限，不得销毁', 'still within the retention that the law asks for')
      );
    },
  },
  G14: {
    title: '单位数据安全岗位已落实',
    article: '第五条（二）',
    effect: 'BLOCK',
    check: ({ staffing }: Pick<GateInput, 'staffing'>) => {
      const empty = REQUIRED_POSITIONS.filter((position) => !staffing.some((seat) => seat.position === position && seat.staffed));
      if (empty.length === 0) return undefined;
      const titles = empty.map((position) => POSITIONS[position].title).join('、');
      return failure(`本单位尚未落实：${titles}`, `The unit has nobody as ${empty.join(', ')}`, empty);
    },
  },
  G15: {
    title: '不相容岗位由不同人员担任',
    // No article says so: a design default (regulation.md §5.4, D).
    article: '内部控制要求',
    effect: 'DENY',
    check: ({ distinctPossible }: Pick<GateInput, 'distinctPossible'>) =>
      distinctPossible ? undefined : failure('可用人员不足，不相容岗位无法由不同人员担任', 'Too few people to fill seats that must differ'),
  },
  G19: {
    title: '不使用核心数据',
    article: '网络数据安全管理条例第六十三条',
    effect: 'BLOCK',
    check: ({ datasets, coreUseAllowed }: Pick<GateInput, 'datasets' | 'coreUseAllowed'>) =>
      coreUseAllowed
        ? undefined
        : ofSome(datasets, (d) => d.determinedLevel === 'CORE' || d.proposedLevel === 'CORE', '为核心数据或建议列为核心数据，须待国家有关规定明确', 'are, or are proposed to be, core data: national rules pending'),
  },
} as const satisfies Readonly<Record<string, GateRule>>;

export type GateId = keyof typeof GATE_RULES;

export const isGateId = (id: string): id is GateId => Object.hasOwn(GATE_RULES, id);

export interface GateResult {
  readonly id: GateId;
  readonly passed: boolean;
  readonly title: string;
  readonly article: string;
  readonly effect: GateEffect;
  /** Empty where the gate was passed. */
  readonly reason: string;
  readonly reasonEn: string;
  readonly subjects: readonly string[];
}

/** One result for each gate asked for, in that order. @throws RangeError for a gate that is not in the table */
export function evaluateGates(ids: readonly string[], input: GateInput): GateResult[] {
  return ids.map((id) => {
    if (!isGateId(id)) throw new RangeError(`not a gate: ${id}`);
    const { title, article, effect, check }: GateRule = GATE_RULES[id];
    const failed = check(input);
    return {
      id,
      passed: failed === undefined,
      title,
      article,
      effect: failed?.effect ?? effect,
      reason: failed?.reason ?? '',
      reasonEn: failed?.reasonEn ?? '',
      subjects: failed?.subjects ?? [],
    };
  });
}
