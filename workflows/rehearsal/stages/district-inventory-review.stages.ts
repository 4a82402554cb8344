import type { Stages } from './stage';

export const districtInventoryReviewStages: Stages = {
  process: 'district-inventory-review',
  stages: [
    { text: 'receive list', carriers: ['start', 'gate:submission'] },
    { text: 'completeness', carriers: ['step:completeness'] },
    { text: 'review (accept/return)', carriers: ['step:listReview'] },
    { text: 'aggregate into district catalogue', carriers: ['step:aggregation'] },
    { text: 'propose core/important upward', carriers: ['step:proposal'] },
    { text: 'record national decision', carriers: ['step:nationalDecision'] },
  ],
  ends: [
    { text: 'ACCEPTED', carriers: ['end:ACCEPTED'] },
    { text: 'RETURNED', carriers: ['end:RETURNED'] },
  ],
  furtherEnds: { PENDING_NATIONAL: '核心、重要数据的建议已上报，国家主管部门尚未确定的，先行办结' },
};
