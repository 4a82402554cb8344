import { IsObject } from 'class-validator';
import { describeField } from '@libs/forms/registry';
import type { RuleContext } from '@libs/forms/rules';

const context: RuleContext = { code: 'WRONG_TYPE', params: { expectedZh: '一组内容', expectedEn: 'an object' } };

/** Any JSON object, bounded by the guard of libs/forms; what it must contain is checked elsewhere. */
export const IsJsonObject = (): PropertyDecorator => IsObject({ context });

/** A form or evidence that the request carries to its own rules: what is wrong inside it is named from its root, as those name it. */
export const IsCarriedForm = (): PropertyDecorator => (target, key) => {
  describeField(target, key, { carries: true });
  IsJsonObject()(target, key);
};
