import type { Stages } from './stage';

export const dataDestructionStages: Stages = {
  process: 'data-destruction',
  stages: [
    { text: 'trigger', carriers: ['start', 'gate:submission'] },
    { text: 'copy inventory', carriers: ['step:copyInventory'] },
    { text: 'necessity assessment', carriers: ['step:necessityAssessment'] },
    { text: 'review', carriers: ['step:review'] },
    { text: 'hold & statutory-retention check', carriers: ['step:retentionCheck'] },
    { text: 'approval', carriers: ['step:approval', 'step:leaderApproval'] },
    { text: 'execution (operator + witness, step log)', carriers: ['gate:release', 'step:operationLog', 'step:execution', 'step:witnessing'] },
    { text: 'irreversibility verification per copy', carriers: ['step:verification', 'step:partialFailure'] },
    { text: 'certificate', carriers: ['step:certification', 'effect:certificate'] },
    { text: 'archive', carriers: ['step:archive'] },
  ],
  ends: [
    { text: 'DESTROYED', carriers: ['end:DESTROYED'] },
    { text: 'REJECTED', carriers: ['end:REJECTED'] },
    { text: 'DEFERRED_HOLD', carriers: ['end:DEFERRED_HOLD'] },
    { text: 'PARTIAL_FAILED (stays open)', carriers: ['step:partialFailure'], note: '不是终态：办件保持打开，处置后再次执行' },
  ],
  furtherEnds: { WITHDRAWN: '执行前可以撤回', EXPIRED: '逾期未补正的失效' },
};
