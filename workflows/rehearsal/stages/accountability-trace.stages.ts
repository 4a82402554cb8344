import type { Stages } from './stage';

export const accountabilityTraceStages: Stages = {
  process: 'accountability-trace',
  stages: [
    { text: 'open', carriers: ['start', 'step:opening'] },
    { text: 'freeze evidence', carriers: ['step:evidenceFreeze'], differs: '先冻结证据，再核实立项，以免证据在立项前灭失' },
    {
      text: 'level 1…n conclusions in order',
      carriers: ['step:operatorLevel', 'step:administratorLevel', 'step:designatedLeaderLevel', 'step:groupLeaderLevel', 'step:districtLevel'],
    },
    { text: 'responsibility finding', carriers: ['step:responsibilityFinding'] },
    { text: 'disposition', carriers: ['step:disposition'] },
    { text: 'referral (纪检/公安)', carriers: ['step:referral'] },
    { text: 'close + lessons', carriers: ['step:lessons', 'step:closure'] },
  ],
  ends: [
    { text: 'CONCLUDED', carriers: ['end:CONCLUDED'] },
    { text: 'REFERRED', carriers: ['end:REFERRED'] },
  ],
  furtherEnds: { NO_BREACH: '核实后未违反职责的，不立项' },
};
