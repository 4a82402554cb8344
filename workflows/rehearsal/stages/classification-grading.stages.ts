import type { Stages } from './stage';

export const classificationGradingStages: Stages = {
  process: 'classification-grading',
  stages: [
    { text: 'sort resource (4 info groups + MLPS/CII)', carriers: ['start', 'gate:submission'] },
    { text: 'category', carriers: ['start'] },
    { text: 'impact object', carriers: ['start'] },
    { text: 'impact degree', carriers: ['start'] },
    { text: 'factors', carriers: ['start'] },
    { text: 'engine suggestion', carriers: ['start'] },
    { text: '就高从严 level', carriers: ['step:sortingReview', 'step:secondReview'] },
    { text: 'unit approval', carriers: ['step:unitApproval', 'step:leaderApproval'] },
    { text: 'submit list', carriers: ['step:listSubmission'] },
    { text: 'W12', carriers: ['child:districtReview'] },
    { text: '(core/important) await national determination', carriers: ['child:districtReview'] },
    { text: 'catalogue effective', carriers: ['end:EFFECTIVE'] },
  ],
  ends: [
    { text: 'EFFECTIVE', carriers: ['end:EFFECTIVE'] },
    { text: 'RETURNED', carriers: ['end:RETURNED'] },
    { text: 'PENDING_NATIONAL', carriers: ['end:PENDING_NATIONAL'] },
  ],
  furtherEnds: { REJECTED: '单位未批准', WITHDRAWN: '上报前可以撤回', EXPIRED: '逾期未补正的失效' },
};
