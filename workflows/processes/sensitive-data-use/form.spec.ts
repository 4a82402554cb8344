import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { fieldsOf, isShown, type FieldSpec, type FormClass } from '@libs/forms/registry';
import { formSchema } from '@libs/forms/schema';
import { sectionsOf } from '@libs/forms/ui-schema';
import { validateForm } from '@libs/forms/validate-form';
import { FORMS, SensitiveDataUseForm } from './form';
import { EXAMPLE_FORM } from './form.example';

type Plain = Record<string, unknown>;
interface Wrong {
  path: string;
  code: string;
  what: string;
  form: Plain;
}

const compile = (cls: FormClass): ValidateFunction => addFormats(new Ajv2020({ strict: false })).compile(formSchema(cls));
const refusals = (cls: FormClass, plain: unknown): { path: string; code: string }[] => {
  const result = validateForm(cls, plain);
  return 'errors' in result ? result.errors.map(({ path, code }) => ({ path, code })) : [];
};

/** Changes one member of a copy; `undefined` deletes it. */
function changed(form: object, path: string, value: unknown): Plain {
  const copy: Plain = JSON.parse(JSON.stringify(form));
  const keys = path.replace(/\[(\d+)\]/g, '.$1').split('.');
  const last = keys.pop()!;
  const owner = keys.reduce((at: any, key) => at[key], copy);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return copy;
}

/** What is wrong for one field by its rules, with the code that must be answered. */
function wrongValues(spec: FieldSpec, value: unknown): [what: string, value: unknown, code: string, at?: string][] {
  const nothing: [string, unknown, string] = ['null', null, 'WRONG_TYPE'];
  if (spec.list && Array.isArray(value)) {
    const first = value[0];
    const rows: [string, unknown, string, string?][] = [
      nothing,
      ['no list', 'text', 'WRONG_TYPE'],
      ['empty', [], 'TOO_FEW'],
      ['too many', Array.from({ length: 300 }, (_, i) => (spec.nested ? first : `${i}`)), 'TOO_MANY'],
      ['item of another type', [first, 7], 'WRONG_TYPE', '[1]'],
    ];
    if (!spec.nested) rows.push(['the same twice', [first, first], 'DUPLICATE']);
    if (spec.options) rows.push(['unknown code', [first, 'NOWHERE'], 'NOT_IN_LIST', '[1]']);
    else if (spec.maxLength === 36) rows.push(['no id', [first, 'abc'], 'NOT_AN_ID', '[1]']);
    else if (spec.maxLength) rows.push(['blank item', [first, '  '], 'REQUIRED', '[1]'], ['long item', [first, 'x'.repeat(spec.maxLength + 1)], 'TOO_LONG', '[1]']);
    return rows;
  }
  if (spec.nested) return [nothing, ['a list', [], 'WRONG_TYPE'], ['a text', 'x', 'WRONG_TYPE']];
  if (typeof value === 'boolean') return [nothing, ['text', 'true', 'WRONG_TYPE'], ['number', 1, 'WRONG_TYPE']];
  if (typeof value === 'number') {
    return [nothing, ['text', '12', 'WRONG_TYPE'], ['fraction', 1.5, 'WRONG_TYPE'], ['negative', -1, 'OUT_OF_RANGE'], ['huge', 3e9, 'OUT_OF_RANGE']];
  }
  const rows: [string, unknown, string][] = [nothing, ['number', 42, 'WRONG_TYPE'], ['list', ['x'], 'WRONG_TYPE']];
  if (spec.options) rows.push(['unknown code', 'NOWHERE', 'NOT_IN_LIST'], ['name of the prototype', 'constructor', 'NOT_IN_LIST']);
  else if (spec.date) rows.push(['no such day', '2026-02-30', 'NOT_A_DATE'], ['with a time', '2026-03-01T00:00:00Z', 'NOT_A_DATE'], ['empty', '', 'NOT_A_DATE']);
  else rows.push(['too long', 'x'.repeat((spec.maxLength ?? 0) + 1), 'TOO_LONG']);
  return rows;
}

function* everythingWrong(cls: FormClass, owner: Plain, form: object, path: string): Generator<Wrong> {
  const inside = path === '' ? '' : `${path}.`;
  yield { path: `${inside}unheardOf`, code: 'UNKNOWN_FIELD', what: 'unknown', form: changed(form, `${inside}unheardOf`, 1) };
  for (const [key, spec] of fieldsOf(cls)) {
    const at = `${inside}${key}`;
    const value = owner[key];
    if (!isShown(spec.when, owner)) {
      yield { path: at, code: 'NOT_APPLICABLE', what: 'not applicable', form: changed(form, at, 'x') };
      continue;
    }
    if (value === undefined) throw new Error(`the example leaves ${at} out`);
    if (!spec.optional) yield { path: at, code: 'REQUIRED', what: 'missing', form: changed(form, at, undefined) };
    for (const [what, wrong, code, suffix = ''] of wrongValues(spec, value)) yield { path: at + suffix, code, what, form: changed(form, at, wrong) };
    const nested = spec.nested?.();
    if (nested) yield* everythingWrong(nested, (spec.list ? (value as Plain[])[0] : value) as Plain, form, spec.list ? `${at}[0]` : at);
  }
}

const EVIDENCE: Record<keyof typeof FORMS.evidence, Plain> = {
  InitialAssessment: { purposeLegitimate: true, minimal: true, permissionExists: true, recipientsJustified: true, note: '无' },
  SecondaryAssessment: {
    purposeLegitimate: true,
    minimal: true,
    levelConfirmed: true,
    desensitizationAdequate: true,
    environmentAdequate: true,
    piaReviewed: false,
    note: '无',
  },
  SecondaryAuthorization: { validUntil: '2026-06-30' },
  LeaderAuthorization: { validUntil: '2026-06-30' },
  DesensitizationEvidence: { method: 'MASKING', fields: ['姓名'], tool: '示例工具 1.0', reportRef: 'DEMO-R-1', performedOn: '2026-02-20' },
  DesensitizationVerification: { sampledCount: 20, residualRisk: 'LOW', conclusion: '未见可识别信息' },
  LeakControlAttestation: { antiScreenshot: true, clipboardBlocked: true, watermark: true, exportBlocked: false, other: '专用终端' },
  Closure: { disposition: 'DESTROY', disposedOn: '2026-07-01', remainingCopies: 0, note: '已清理' },
};
const ALL: [string, FormClass, object][] = [
  ['SensitiveDataUseForm', SensitiveDataUseForm, EXAMPLE_FORM],
  ...Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
];

describe.each(ALL)('%s', (_, cls, example) => {
  const schema = compile(cls);
  const wrongs = [...everythingWrong(cls, example as Plain, example, '')];

  it('takes its example as it is, and so does its JSON schema', () => {
    expect(validateForm(cls, example)).toEqual({ value: example });
    expect(schema(example)).toBe(true);
  });

  it('refuses each field wrong in turn with exactly that path, and so does its JSON schema', () => {
    const answers = wrongs.map(({ what, form, path }) => ({ what, path, refused: refusals(cls, form), bySchema: schema(form) }));
    expect(answers).toEqual(wrongs.map(({ what, path, code }) => ({ what, path, refused: [{ path, code }], bySchema: false })));
  });
});

describe('the use application', () => {
  it('is wrong in more than two hundred ways that the test above has tried', () => {
    expect([...everythingWrong(SensitiveDataUseForm, EXAMPLE_FORM as unknown as Plain, EXAMPLE_FORM, '')].length).toBeGreaterThan(200);
  });

  it('has the groups of the paper as its sections, in the order of the paper', () => {
    expect(sectionsOf(SensitiveDataUseForm).map(({ key, title }) => `${key} ${title}`)).toEqual([
      'guards 前置申明',
      'applicant 申请人',
      'project 项目',
      'purpose 用途',
      'data 数据',
      'level 级别',
      'processing 处理',
      'recipients 接收',
      'period 期限',
      'commitment 承诺',
    ]);
  });

  it.each([
    ['period.to', 'NOT_AFTER', 'period.to', '2026-03-01'],
    ['data.timeRange.to', 'NOT_AFTER', 'data.timeRange.to', '2024-12-31'],
    ['level.important', 'INCONSISTENT', 'level.important', true],
    ['level.important', 'INCONSISTENT', 'level.declaredLevel', 'CORE'],
    ['purpose.piaRef', 'REQUIRED', 'purpose.piaRef', undefined],
    ['processing.outOfDomainReason', 'REQUIRED', 'processing.environment', 'OUT_OF_DOMAIN'],
    ['purpose.purpose', 'REQUIRED', 'purpose.purpose', ' \n '],
    ['applicant.phone', 'BAD_FORMAT', 'applicant.phone', 'call me'],
    ['commitment.withinScope', 'MUST_BE_TRUE', 'commitment.withinScope', false],
    ['purpose.necessity', 'BAD_CHARACTER', 'purpose.necessity', 'a\u0000b'],
    ['purpose.necessity', 'BAD_CHARACTER', 'purpose.necessity', 'a\ud800b'],
  ])('refuses at %s with %s when %s is %j', (path, code, changedPath, value) => {
    expect(refusals(SensitiveDataUseForm, changed(EXAMPLE_FORM, changedPath, value))).toEqual([{ path, code }]);
  });

  it('takes the declarations that lead to the special review: a gate decides them, not the form', () => {
    expect(refusals(SensitiveDataUseForm, changed(EXAMPLE_FORM, 'guards.containsStateSecret', true))).toEqual([]);
    expect(refusals(SensitiveDataUseForm, changed(EXAMPLE_FORM, 'processing.crossBorder', true))).toEqual([]);
  });

  it('takes data of a single day, and no impact assessment where nothing is sensitive', () => {
    expect(refusals(SensitiveDataUseForm, changed(EXAMPLE_FORM, 'data.timeRange.to', '2025-01-01'))).toEqual([]);
    const insensitive = changed(changed(EXAMPLE_FORM, 'data.sensitive', false), 'purpose.piaRef', undefined);
    expect(refusals(SensitiveDataUseForm, insensitive)).toEqual([]);
  });
});
