/** What the evidence of an outward transfer means (第四条, 第三十二条, 第三十四条), and what the registers take note of it. */
import { v5 as uuidv5 } from 'uuid';
import type { Checked, FieldError, Moment, Plain, Surroundings } from '@libs/record/desk';
import type { CopyDestroyedEntry, CopyEntry, FilingEntry, FilingKind } from '@libs/record/registers/entries';
import type { FactValues } from '@workflows/kit/definition';
import { fieldError } from './datasets';
import { notLaterThanToday } from './days';
import { FILING_ITEMS } from './form.provision';

const IMPACT_AXES = ['nationalSecurity', 'publicInterest'] as const;

/** 第三十二条: the conclusion is that of the analysis: significant on either axis is significant. */
export function readImpact(outcome: string, evidence: Plain): Checked<FactValues> {
  const significant = IMPACT_AXES.filter((axis) => evidence[axis] === 'SIGNIFICANT');
  if (outcome === 'NOT_SIGNIFICANT' && significant.length)
    return { errors: significant.map((axis) => fieldError(axis, 'INCONSISTENT', '已认定显著负面影响的，结论只能是不得对外提供', 'Significant impact: the outcome can only be SIGNIFICANT')) };
  if (outcome === 'SIGNIFICANT' && significant.length === 0)
    return { errors: IMPACT_AXES.map((axis) => fieldError(axis, 'INCONSISTENT', '结论为存在显著影响的，至少一项影响须为显著', 'The outcome is SIGNIFICANT: at least one impact has to be')) };
  return { value: outcome === 'NOT_SIGNIFICANT' || outcome === 'SIGNIFICANT' ? { impact: outcome } : {} };
}

/** 第四条, 第十八条: what is set up keeps what was granted, and sensitive data is desensitized. */
export function readPreparation(_outcome: string, evidence: Plain, { facts }: Surroundings): Checked<FactValues> {
  const errors: FieldError[] = [];
  if (facts['sensitive'] !== false && evidence['desensitization'] !== 'DONE')
    errors.push(fieldError('desensitization', 'INCONSISTENT', '含个人敏感信息的，须先脱敏', 'Sensitive data has to be desensitized'));
  if (evidence['rawDataLeavesDomain'] === true && facts['rawDataLeavesDomain'] !== true)
    errors.push(fieldError('rawDataLeavesDomain', 'BEYOND_REQUEST', '申请未包括原始数据出域', 'Raw data was not asked to leave the domain'));
  for (const [constraint, title] of [['usableNotVisible', '可用不可见'], ['metered', '可控可计量']] as const)
    if (facts[constraint] === true && evidence[constraint] !== true) errors.push(fieldError(constraint, 'INCONSISTENT', `申请的交付约束包括${title}`, `The delivery is granted as ${constraint}`));
  return errors.length ? { errors } : { value: {} };
}

/** The district returns a filing for what is missing, and receives one in which nothing is. */
export function readReceipt(outcome: string, { incomplete }: Plain): Checked<FactValues> {
  if (outcome === 'RETURN' && incomplete === undefined) return { errors: [fieldError('incomplete', 'REQUIRED', '退回须指明缺少的内容', 'Say what is missing')] };
  if (outcome === 'APPROVE' && incomplete !== undefined) return { errors: [fieldError('incomplete', 'INCONSISTENT', '仍缺少内容的，不得收讫', 'Something is missing: it cannot be received')] };
  return { value: {} };
}

/** A delivery is written down once it has been made, in the way that was approved. */
export function readDelivery(_outcome: string, evidence: Plain, { now, facts }: Surroundings): Checked<FactValues> {
  const errors = [
    ...notLaterThanToday(evidence, now, 'deliveredOn'),
    ...(evidence['method'] === facts['method'] ? [] : [fieldError('method', 'INCONSISTENT', '交付方式与批准的提供方式不一致', 'Not the way that was approved')]),
  ];
  return errors.length ? { errors } : { value: { delivered: true } };
}

/** 可控可计量: what went beyond the authorisation does not simply go on. */
export function readUsage(outcome: string, { outsideCount }: Plain): Checked<FactValues> {
  if (outcome !== 'CONTINUE' || outsideCount === 0 || outsideCount === undefined) return { value: {} };
  return { errors: [fieldError('outsideCount', 'INCONSISTENT', '有超出授权的使用，不得继续，应当暂停或者终止', 'Usage went beyond the grant: suspend or end it')] };
}

/** What was returned is nowhere else any more. */
export function readClosure(_outcome: string, evidence: Plain, { now }: Surroundings): Checked<FactValues> {
  const { disposition, remainingCopies } = evidence;
  const ahead = notLaterThanToday(evidence, now, 'disposedOn');
  if (ahead.length) return { errors: ahead };
  if (disposition === 'RETURN' && remainingCopies !== 0) return { errors: [fieldError('remainingCopies', 'INCONSISTENT', '归还的，不得留存副本；仍有副本的，选择销毁', 'Returned data leaves no copy behind; choose DESTROY while there are copies')] };
  return { value: typeof disposition === 'string' ? { disposition } : {} };
}

/** How a filing with the district stands, by the step or correction that changed it. */
export const filingOf = (kind: FilingKind): Readonly<Record<'filing' | 'filingReview' | 'filingReceipt', (moment: Moment) => readonly FilingEntry[]>> => ({
  filing: () => [{ register: 'FILING', kind, status: 'SUBMITTED' }],
  filingReview: () => [{ register: 'FILING', kind, status: 'SUBMITTED' }],
  filingReceipt: ({ outcome, evidence }) => [
    outcome === 'APPROVE' ? { register: 'FILING', kind, status: 'RECEIVED' } : { register: 'FILING', kind, status: 'RETURNED', points: missingIn(evidence['filingReceipt']) },
  ],
});

const missingIn = (receipt: Plain | undefined): string[] =>
  Object.entries(FILING_ITEMS).flatMap(([item, title]) => (Array.isArray(receipt?.['incomplete']) && receipt['incomplete'].includes(item) ? [title] : []));

/** Of this project's own: the same data set delivered in the same case is the same copy. */
const NAMESPACE = '0d7c6f0e-3f0b-5a86-8f39-6c1f0c7e2b51';

export const recipientCopyId = (caseId: string, datasetId: string): string => uuidv5(`${caseId} ${datasetId}`, NAMESPACE);

/** 外部接收方副本: each data set that was delivered lies at the recipient's from then on; what is looked at where it is leaves no copy. */
export function recipientCopies({ caseId, number, datasets, evidence }: Moment, recipient: string): readonly CopyEntry[] {
  const delivered = evidence['delivery'];
  if (!delivered || delivered['method'] === 'DATABASE_ANALYSIS') return [];
  return datasets.map(({ id }) => ({
    register: 'COPY',
    id: recipientCopyId(caseId, id),
    resourceId: id,
    kind: 'RECIPIENT',
    location: recipient,
    details: { case: number, deliveredOn: delivered['deliveredOn'], method: delivered['method'], receiptRef: delivered['receiptRef'] },
  }));
}

/** What was given back is at the recipient's no more; what is to be destroyed there is, when its destruction is certified. */
export const returnedCopies = (moment: Moment, recipient: string): readonly CopyDestroyedEntry[] =>
  moment.evidence['closure']?.['disposition'] === 'RETURN' ? recipientCopies(moment, recipient).map(({ id }) => ({ register: 'COPY_DESTROYED', id })) : [];
