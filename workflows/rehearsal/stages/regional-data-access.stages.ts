import type { Stages } from './stage';

export const regionalDataAccessStages: Stages = {
  process: 'regional-data-access',
  stages: [
    { text: 'submit 5 items', carriers: ['start', 'gate:submission'] },
    { text: 'centre feasibility/security opinion', carriers: ['step:centerOpinion'] },
    { text: 'impact analysis', carriers: ['step:impactAnalysis', 'step:riskAssessment'] },
    { text: 'district review decision', carriers: ['step:districtReview', 'step:districtDecision'] },
    { text: 'choose platform (区大数据资源平台 / 区卫生信息共享交换平台)', carriers: ['step:platformChoice'] },
    { text: 'centre provisions identity+access control', carriers: ['step:accessProvisioning', 'step:accessVerification', 'gate:release'] },
    { text: 'access active', carriers: ['grant:access'] },
    { text: 'usage audit', carriers: ['period:auditDue', 'step:usageAudit'] },
    { text: 'expiry/revoke', carriers: ['step:accessRemoval', 'step:closure'] },
  ],
  ends: [
    { text: 'ACCESS_CLOSED', carriers: ['end:ACCESS_CLOSED'] },
    { text: 'REJECTED', carriers: ['end:REJECTED'] },
    { text: 'PROHIBITED', carriers: ['end:PROHIBITED'] },
    { text: 'REVOKED', carriers: ['end:REVOKED'] },
  ],
  furtherEnds: { WITHDRAWN: '开通前由申请人撤回', EXPIRED: '逾期未补正，或者批准的期限在开通前已过' },
};
