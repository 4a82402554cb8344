import type { Stages } from './stage';

export const specialReviewGateStages: Stages = {
  process: 'special-review-gate',
  stages: [
    { text: 'flag', carriers: ['start'] },
    { text: 'suspend parent', carriers: ['start'] },
    { text: 'refer (confidentiality / cross-border route)', carriers: ['step:referral'] },
    { text: 'wait external reference', carriers: ['step:externalReply'] },
    { text: 'resume or terminate', carriers: ['end:CLEARED', 'end:BLOCKED', 'end:REFERRED_OUT'] },
  ],
  ends: [
    { text: 'CLEARED', carriers: ['end:CLEARED'] },
    { text: 'REFERRED_OUT', carriers: ['end:REFERRED_OUT'] },
    { text: 'BLOCKED', carriers: ['end:BLOCKED'] },
  ],
  furtherEnds: {},
};
