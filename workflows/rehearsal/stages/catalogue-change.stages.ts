import type { Stages } from './stage';

const OPEN_WHEN_LATE = ['step:description', 'child:regrade', 'step:changeReport'] as const;

export const catalogueChangeStages: Stages = {
  process: 'catalogue-change',
  stages: [
    { text: 'register change (changedAt, trigger)', carriers: ['start', 'gate:submission'] },
    { text: 'classify change: basic (30 d regrade) / other (60 d report) / derived / national', carriers: ['step:classification', 'step:noChangeConfirmation'] },
    { text: 'run W10 steps or report form', carriers: [...OPEN_WHEN_LATE] },
    { text: 'submit → clock stop', carriers: ['step:districtReceipt', 'child:regrade'] },
    { text: 'reminders + overdue escalation to district', carriers: [...OPEN_WHEN_LATE] },
  ],
  ends: [
    { text: 'REGRADED', carriers: ['end:REGRADED'] },
    { text: 'REPORTED', carriers: ['end:REPORTED'] },
    { text: 'NO_CHANGE', carriers: ['end:NO_CHANGE'] },
    { text: 'OVERDUE flag', carriers: [...OPEN_WHEN_LATE], note: '不是终态：逾期后办件保持打开，逾期在办件和变更台账中标明，并升级至区卫生健康委' },
  ],
  furtherEnds: {},
};
