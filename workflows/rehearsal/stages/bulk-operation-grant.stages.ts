import type { Stages } from './stage';

export const bulkOperationGrantStages: Stages = {
  process: 'bulk-operation-grant',
  stages: [
    { text: 'link W01', carriers: ['start', 'gate:submission'] },
    { text: 'justify (op type, volume, window)', carriers: ['start'] },
    { text: 'assess', carriers: ['step:assessment'] },
    { text: 'authorize', carriers: ['step:authorization'] },
    { text: 'one-time grant', carriers: ['gate:release', 'grant:operation'] },
    { text: 'execution report (actual count ≤ cap)', carriers: ['step:executionReport'] },
    { text: 'auto-revoke', carriers: ['grant:operation'] },
  ],
  ends: [
    { text: 'USED', carriers: ['end:USED'] },
    { text: 'EXPIRED', carriers: ['end:EXPIRED'] },
    { text: 'REJECTED', carriers: ['end:REJECTED'] },
    { text: 'OVERUSED→W34', carriers: ['end:OVERUSED'], note: 'W34 尚未编写：办件以 OVERUSED 终结，由数据管理员另行处理' },
  ],
  furtherEnds: { REVOKED: '授权可以被撤销', WITHDRAWN: '授权前可以撤回' },
};
