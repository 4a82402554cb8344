import type { Stages } from './stage';

export const outsourcingSupervisionStages: Stages = {
  process: 'outsourcing-supervision',
  stages: [
    { text: 'register vendor+scope', carriers: ['start', 'gate:submission'] },
    { text: 'due diligence', carriers: ['step:dueDiligence'] },
    { text: 'agreement (security + confidentiality clauses checklist)', carriers: ['step:agreementReview', 'step:leaderApproval'] },
    { text: 'sign', carriers: ['step:signing'] },
    { text: 'open access (W23)', carriers: ['step:accessOpening', 'gate:access', 'grant:vendorAccess', 'child:operatorAccess'] },
    { text: 'monitor', carriers: ['step:finding'] },
    { text: 'scheduled log audits (W24)', carriers: ['period:logAudit', 'child:logAudit'] },
    { text: 'findings', carriers: ['step:findingDisposal', 'step:remediation', 'step:remediationVerification'], differs: '日常监管和日志审计都可能发现问题，不分先后' },
    {
      text: 'renew / terminate: revoke access + return/delete (W09) + certificate',
      carriers: ['step:renewalDecision', 'step:renewalSigning', 'step:accessRevocation', 'step:dataReturn', 'child:destruction', 'step:retainedCopies', 'step:terminationCertificate', 'child:accountability'],
      differs: '续签或者终止的决定在协议期内作出，不等问题处置完毕',
    },
  ],
  ends: [
    { text: 'ACTIVE', carriers: ['grant:vendorAccess'], note: '不是终态：授权有效期间' },
    { text: 'TERMINATED_CLEAN', carriers: ['end:TERMINATED_CLEAN'] },
    { text: 'BREACHED→W28', carriers: ['end:BREACHED', 'child:accountability'] },
  ],
  furtherEnds: { REJECTED: '尽职调查、协议审核或者批准未通过', WITHDRAWN: '开放访问前可以撤回', EXPIRED: '逾期未补正，或者协议在开放访问前已到期' },
};
