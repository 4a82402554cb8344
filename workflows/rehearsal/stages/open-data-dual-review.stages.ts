import type { Stages } from './stage';

export const openDataDualReviewStages: Stages = {
  process: 'open-data-dual-review',
  stages: [
    { text: 'dossier', carriers: ['start', 'gate:submission'] },
    { text: 'completeness', carriers: ['step:completeness'] },
    { text: 'ethics review', carriers: ['step:ethicsReview', 'step:ethicsOpinion'] },
    { text: 'technical review', carriers: ['step:technicalReview'], parallel: true },
    { text: 'Art 32 impact analysis', carriers: ['step:impactAnalysis'] },
    { text: 'unit sign-off', carriers: ['step:unitSignOff', 'step:leaderSignOff'] },
    { text: 'open', carriers: ['step:setUp', 'step:setUpVerification', 'gate:opening', 'grant:opening', 'effect:openingNotice'] },
    { text: 'district filing', carriers: ['step:filing', 'step:filingReceipt'], differs: '系统设定：备案与开放配置同时办理，取得回执后方可开放（比照第三十四条第一款渠道，首次提供前备案）' },
    { text: 'periodic follow-up', carriers: ['period:followUp', 'step:followUpReview'] },
    { text: 'close/withdraw', carriers: ['step:takeDown', 'step:closure'] },
  ],
  ends: [
    { text: 'OPENED', carriers: ['end:OPENED'] },
    { text: 'REJECTED', carriers: ['end:REJECTED'] },
    { text: 'WITHDRAWN', carriers: ['end:WITHDRAWN'] },
  ],
  furtherEnds: { PROHIBITED: '第三十二条：存在显著负面影响的，不得提供，任何人不得推翻', EXPIRED: '逾期未补正，或者批准的期限在开放前已过' },
};
