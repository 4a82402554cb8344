import type { Stages } from './stage';

export const dataProvisionStages: Stages = {
  process: 'data-provision',
  stages: [
    { text: '7 items', carriers: ['start', 'gate:submission', 'step:businessReview'] },
    { text: 'national-security/public-interest analysis (hard stop)', carriers: ['step:impactAnalysis'] },
    { text: 'minimality', carriers: ['step:minimalityReview'] },
    { text: '(重要: pre-provision risk assessment)', carriers: ['step:riskAssessment'] },
    { text: 'unit permission', carriers: ['step:unitApproval', 'step:leaderApproval'] },
    { text: 'recipient agreement', carriers: ['step:agreement'] },
    { text: 'deliver', carriers: ['step:deliveryPreparation', 'step:deliveryVerification', 'gate:release', 'grant:provision', 'step:delivery'] },
    { text: 'record (≥3 y)', carriers: ['step:provisionRecord'] },
    { text: 'end/return', carriers: ['step:closure', 'child:destruction'] },
  ],
  ends: [
    { text: 'PROVIDED', carriers: ['end:PROVIDED'] },
    { text: 'PROHIBITED', carriers: ['end:PROHIBITED'] },
    { text: 'REJECTED', carriers: ['end:REJECTED'] },
  ],
  furtherEnds: { WITHDRAWN: '交付前由申请人撤回', REVOKED: '提供期间被撤销许可', EXPIRED: '逾期未补正，或者许可的期限在交付前已过' },
};
