import type { Stages } from './stage';

export const unitDataSharingStages: Stages = {
  process: 'unit-data-sharing',
  stages: [
    { text: 'submit 5 items', carriers: ['start', 'gate:submission'] },
    { text: 'business owner review', carriers: ['step:businessReview'] },
    { text: 'impact analysis + minimality (Art 32)', carriers: ['step:impactAnalysis', 'step:minimalityReview', 'step:riskAssessment'] },
    { text: '[W05 if OPEN]', carriers: ['child:dualReview'] },
    { text: 'unit approval', carriers: ['step:unitApproval', 'step:leaderApproval'] },
    { text: 'filing to district (receipt no.)', carriers: ['step:filing', 'step:filingReceipt'] },
    { text: 'delivery set-up', carriers: ['step:deliveryPreparation', 'step:deliveryVerification'], parallel: true },
    { text: 'deliver', carriers: ['gate:release', 'grant:sharing', 'step:delivery'] },
    { text: 'monitor', carriers: ['period:usageCheck', 'step:usageReview'] },
    { text: 'expire/close', carriers: ['step:closure', 'child:destruction'] },
  ],
  ends: [
    { text: 'SHARED_FILED', carriers: ['end:SHARED_FILED'] },
    { text: 'REJECTED', carriers: ['end:REJECTED'] },
    { text: 'PROHIBITED', carriers: ['end:PROHIBITED'] },
  ],
  furtherEnds: { WITHDRAWN: '交付前由申请人撤回', REVOKED: '共享期间被撤销或者终止', EXPIRED: '逾期未补正，或者批准的期限在交付前已过' },
};
