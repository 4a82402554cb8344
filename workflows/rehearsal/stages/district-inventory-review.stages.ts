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
  furtherEnds: {},
};
