import type { Stages } from './stage';

export const annualRiskAssessmentStages: Stages = {
  process: 'annual-risk-assessment',
  stages: [
    { text: 'open', carriers: ['start', 'gate:submission'] },
    { text: 'assess', carriers: ['step:assessment'] },
    { text: 'draft (4 contents)', carriers: ['step:drafting'] },
    { text: 'leader review', carriers: ['step:leaderReview'] },
    { text: 'group-leader sign', carriers: ['step:signature'] },
    { text: 'submit', carriers: ['step:submission'] },
    { text: 'district completeness check', carriers: ['step:completenessCheck'] },
    { text: 'accept/return', carriers: ['step:completenessCheck', 'step:overdueFinding'] },
    { text: 'remediation items', carriers: ['step:remediation'], differs: '逾期报送的登记不等整改' },
  ],
  ends: [
    { text: 'ACCEPTED', carriers: ['end:ACCEPTED'] },
    { text: 'OVERDUE→W26', carriers: ['end:OVERDUE'], note: '逾期报送的登记为监督检查线索；未报送的办件保持打开，逾期升级至区卫生健康委' },
  ],
  furtherEnds: {},
};
