import { DESKS } from '@workflows/processes/desks';
import { evidenceFields, evidenceInputs, readEvidence } from './evidence-fields';

const desk = DESKS.get('sensitive-data-use');
const fieldsOf = (step: string): NonNullable<ReturnType<typeof evidenceFields>> => {
  const fields = evidenceFields(desk?.evidenceSchema(step) ?? {});
  if (!fields) throw new Error(`no plain form for ${step}`);
  return fields;
};

describe('the evidence of a step as fields of a plain form', () => {
  it('has every field, in the order of the paper, with its title', () => {
    expect(fieldsOf('desensitization').map(({ key, kind, title }) => [key, kind, title])).toEqual([
      ['method', 'CHOICE', '脱敏方法'],
      ['fields', 'LINES', '已脱敏字段'],
      ['tool', 'TEXT', '工具及版本'],
      ['reportRef', 'TEXT', '脱敏报告编号'],
      ['performedOn', 'DATE', '完成日期'],
      ['otherMethod', 'LONG_TEXT', '其他方法说明'],
    ]);
    expect(fieldsOf('leakControlAttestation').map(({ kind }) => kind)).toEqual(['FLAG', 'FLAG', 'FLAG', 'FLAG', 'LONG_TEXT']);
  });

  it.each(Object.keys(desk?.process.definition.steps ?? {}))('can be asked for in every step of the use: %s', (step) => {
    expect(fieldsOf(step).length).toBeGreaterThan(0);
  });

  it('does not pretend to ask for what a plain form cannot', () => {
    expect(evidenceFields({ properties: { parts: { type: 'array', items: { $ref: '#/$defs/Part' } } } })).toBeUndefined();
    expect(evidenceFields({ properties: { part: { $ref: '#/$defs/Part' } } })).toBeUndefined();
  });

  it('reads what was sent in the types of the form, and leaves out what was left empty', () => {
    const sent = { 'evidence.method': 'OTHER', 'evidence.fields': ' 姓名 \r\n\r\n电话', 'evidence.tool': 'demo', 'evidence.reportRef': '  ', 'evidence.otherMethod': '置换', 'evidence.unknown': 'x' };
    expect(readEvidence(fieldsOf('desensitization'), sent)).toEqual({ method: 'OTHER', fields: ['姓名', '电话'], tool: 'demo', otherMethod: '置换' });
    expect(readEvidence(fieldsOf('desensitizationVerification'), { 'evidence.sampledCount': '100', 'evidence.residualRisk': 'LOW' })).toEqual({ sampledCount: 100, residualRisk: 'LOW' });
    expect(readEvidence(fieldsOf('desensitizationVerification'), { 'evidence.sampledCount': 'many' })).toEqual({ sampledCount: 'many' });
    expect(readEvidence(fieldsOf('leakControlAttestation'), { 'evidence.watermark': 'false', 'evidence.antiScreenshot': 'true' })).toEqual({ watermark: false, antiScreenshot: true });
  });

  it('takes several choices of a list', () => {
    const fields = evidenceFields({ properties: { kinds: { type: 'array', title: '种类', items: { type: 'string', oneOf: [{ const: 'A', title: '甲' }, { const: 'B', title: '乙' }] } } } }) ?? [];
    expect(readEvidence(fields, { 'evidence.kinds.A': 'on', 'evidence.kinds.C': 'on' })).toEqual({ kinds: ['A'] });
    expect(readEvidence(fields, {})).toEqual({});
    expect(evidenceInputs(fields, { 'evidence.kinds.B': 'on' })[0]?.text).toContain('name="evidence.kinds.B" value="on" checked');
  });
});
