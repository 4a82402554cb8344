import type { Sessions } from './client';
import { UseCase } from './use-case';

export interface Variant {
  readonly title: string;
  readonly run: (sessions: Sessions) => Promise<UseCase>;
}

const GENERAL = 'FOLLOW-UP';
const IMPORTANT = 'OUTPATIENT-RECORDS';

/** The ways that a use of sensitive data can go. The first is the one that `npm run demo` shows. */
export const VARIANTS: Readonly<Record<string, Variant>> = {
  closed: {
    title: '重要数据：评估、逐级授权、脱敏核验、限时放行、交回、办结',
    async run(sessions) {
      const use = await UseCase.start(sessions, IMPORTANT);
      const grantId = await use.grant();
      await use.until('the authorisation document', ({ certificates, attachments }) => JSON.stringify([certificates, attachments]).includes('sha256'));
      await use.post('staff-1', `/grants/${grantId}/hand-back`);
      await use.decide('closure');
      return use;
    },
  },
  corrected: {
    title: '退回补正：只有读过所改部分的环节重新办理；脱敏退回重做',
    async run(sessions) {
      const use = await UseCase.start(sessions, GENERAL);
      await use.advanceTo('secondaryAuthorization');
      await use.decide('secondaryAuthorization', { outcome: 'RETURN' });
      await use.decide('application', { form: { ...use.form, recipients: { ...use.form.recipients, awareScope: '课题组成员及质控办公室' } } });
      await use.advanceTo('desensitizationVerification');
      await use.decide('desensitizationVerification', { outcome: 'RETURN' });
      await use.decide('preparation');
      await use.post('staff-1', `/grants/${await use.grant()}/hand-back`);
      await use.decide('closure');
      return use;
    },
  },
  rejected: {
    title: '二次评估不同意',
    async run(sessions) {
      const use = await UseCase.start(sessions, GENERAL);
      await use.advanceTo('secondaryAssessment');
      await use.decide('secondaryAssessment', { outcome: 'REJECT' });
      return use;
    },
  },
  withdrawn: {
    title: '申请人在放行前撤回',
    async run(sessions) {
      const use = await UseCase.start(sessions, GENERAL);
      await use.advanceTo('desensitization');
      await use.post('staff-1', `/cases/${use.id}/withdraw`, { reason: '课题取消' });
      return use;
    },
  },
  revoked: {
    title: '使用中暂停、恢复、撤销授权',
    async run(sessions) {
      const use = await UseCase.start(sessions, GENERAL);
      const grantId = await use.grant();
      await use.post('designated-leader', `/grants/${grantId}/suspend`, { reason: '核查使用环境' });
      await use.post('data-admin', `/grants/${grantId}/resume`, { reason: '核查无误' });
      await use.post('data-admin', `/grants/${grantId}/revoke`, { reason: '超出约定用途' });
      await use.decide('closure');
      return use;
    },
  },
  expired: {
    title: '授权到期自行失效，登记处置后办结',
    async run(sessions) {
      const use = await UseCase.start(sessions, GENERAL);
      await use.advanceTo('secondaryAuthorization');
      await use.decide('secondaryAuthorization', { evidence: { validUntil: new Date(Date.now() + 5_000).toISOString() } });
      await use.grant();
      await use.until('the end of the grant', ({ steps }) => JSON.stringify(steps).includes('"closure"'));
      await use.decide('closure');
      return use;
    },
  },
};
