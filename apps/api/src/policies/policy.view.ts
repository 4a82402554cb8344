import type { PolicyRecord } from '@libs/persistence/repositories/policy.repository';
import { BASIS_CLASSES, type PolicyValue } from '@libs/policy/policy';
import { policyValueText } from '@libs/policy/value-text';
import { day, flag, instant, list, object, oneOf, pageOfSchema, schema, text } from '../openapi/schema';

/** A policy as the API shows it. */
export interface PolicyView {
  readonly key: string;
  readonly title: string;
  readonly value: PolicyValue;
  /** zh-CN */
  readonly valueText: string;
  readonly basis: string;
  readonly basisClass: string;
  readonly verified: boolean;
  readonly effectiveFrom: string;
  readonly recordedAt: Date;
  readonly note?: string;
}

export const policyView = ({ key, title, value, basis, basisClass, verified, effectiveFrom, recordedAt, note }: PolicyRecord): PolicyView => ({
  key,
  title,
  value,
  valueText: policyValueText(value),
  basis,
  basisClass,
  verified,
  effectiveFrom,
  recordedAt,
  ...(note !== undefined && { note }),
});

const fields = {
  key: text('键名'),
  title: text('名称'),
  value: { type: 'object', properties: { type: { type: 'string' } }, required: ['type'] },
  valueText: text('数值的文字表述'),
  basis: text('依据'),
  basisClass: oneOf(BASIS_CLASSES, 'S 细则原文；F 全文核对；F2 二手来源；R 记忆未核；D 系统设定'),
  verified: flag('已核对原文'),
  effectiveFrom: day,
  recordedAt: instant,
  note: text('说明'),
};
export const POLICY = schema('Policy', object(fields, ['note']));
export const POLICY_PAGE = pageOfSchema('PolicyPage', POLICY);
export const POLICY_DETAIL = schema('PolicyDetail', object({ ...fields, history: list(POLICY) }, ['note']));
