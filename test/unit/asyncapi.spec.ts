import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import specs from '@asyncapi/specs';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { load } from 'js-yaml';
import type { Message } from '@libs/notify/channel';
import { NOTICE_KINDS } from '@libs/notify/kinds';
import { cloudEvent, eventType } from '@libs/notify/webhook/cloud-event';

const document: any = load(readFileSync(join(__dirname, '..', '..', 'docs', 'asyncapi.yaml'), 'utf8'));
const ID = '0190a000-0000-7000-8000-000000000001';
const message: Message = {
  noticeId: ID, kind: 'TASK_OPENED', at: '2026-03-02T01:00:00+00:00', caseId: ID, number: 'QD-2026-000123', title: '随访数据使用', processType: 'sensitive-data-use', orgCode: 'HOSPITAL-A',
  outcome: null, stepKey: 'initialAssessment', taskId: ID, position: 'UNIT_BUSINESS_OWNER', dueAt: '2026-03-05T09:30:00+00:00',
};
const payloadFaults = (payload: unknown): unknown => {
  const ajv = addFormats(new Ajv2020({ strict: false }));
  return ajv.validate(document.components.schemas.Notice, JSON.parse(JSON.stringify(payload))) ? null : ajv.errors;
};

describe('docs/asyncapi.yaml', () => {
  const documentFaults = (of: unknown): unknown => {
    // It brings the meta-schema that it is written in.
    const ajv = addFormats(new Ajv({ strict: false, meta: false, validateSchema: false, unicodeRegExp: false }));
    return ajv.validate(specs.schemas['3.0.0'] as object, of) ? null : ajv.errors;
  };

  it('is a document of AsyncAPI 3.0, and a spoilt one is none', () => {
    expect(documentFaults(document)).toBeNull();
    expect(documentFaults({ ...document, operations: { tell: { action: 'shout', channel: { $ref: '#/channels/endpoint' } } } })).not.toBeNull();
  });

  it('lists every kind that is sent, and no other', () => {
    expect(document.components.schemas.Notice.properties.type.enum).toEqual(NOTICE_KINDS.map(eventType));
  });

  it.each(NOTICE_KINDS)('describes %s as it is sent, with and without a task', (kind) => {
    expect(payloadFaults(cloudEvent({ ...message, kind }, 'https://qingdun.example'))).toBeNull();
    expect(payloadFaults(cloudEvent({ ...message, kind, stepKey: null, taskId: null, position: null, dueAt: null, outcome: 'CLOSED' }, 'https://qingdun.example'))).toBeNull();
  });

  it('describes nothing else', () => {
    const event = JSON.parse(JSON.stringify(cloudEvent(message, 'https://qingdun.example')));
    expect(payloadFaults({ ...event, data: { ...event.data, opinion: '意见' } })).not.toBeNull();
    expect(payloadFaults({ ...event, type: 'qingdun.notice.other' })).not.toBeNull();
  });
});
