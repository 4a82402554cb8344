import type { Stages } from './stage';

export const incidentResponseStages: Stages = {
  process: 'incident-response',
  stages: [
    { text: 'record', carriers: ['start'] },
    { text: 'immediate report to district', carriers: ['step:districtReport', 'step:districtAcknowledgement', 'step:districtBriefing'] },
    { text: 'activate plan & contain', carriers: ['step:planActivation', 'step:containment'], parallel: true },
    { text: 'severity 研判', carriers: ['step:severityAssessment', 'step:falseAlarmConfirmation', 'step:severityRaise'], differs: '研判与报告、处置同时开始：法定时限自发现或获知起算，不能等处置完成' },
    {
      text: 'statutory lines by timer (§5.2)',
      carriers: ['step:cyberspaceReport', 'step:ciiReport', 'step:ciiPoliceReport', 'step:policeReport', 'step:personalInfoReport', 'step:partyNotice', 'step:minorsNotice', 'step:secrecyReport', 'step:vulnerabilityReport'],
      differs: '与等级无关的情形一经知悉即须报告，不等研判',
    },
    { text: 'supplements', carriers: ['step:followUpReport', 'step:supplement'], differs: '首报未报齐的立即续报，处置期间随时可以补报' },
    { text: 'public-warning decision', carriers: ['step:publicWarningDecision', 'step:publicWarning'], differs: '涉及公众的，一经知悉即须决定' },
    { text: 'subject notification decision', carriers: ['step:subjectNoticeDecision', 'step:subjectNotice', 'step:orderedNotice'], differs: '涉及个人信息的，一经知悉即须决定' },
    { text: 'eradicate/verify', carriers: ['step:eradication', 'step:eradicationVerification'], differs: '消除隐患不等各项报告和通知办完' },
    { text: 'district confirms', carriers: ['step:districtClosure'] },
    { text: 'close', carriers: ['step:districtClosure'] },
    { text: 'summary ≤30 d', carriers: ['step:summaryReport'] },
    { text: 'W28 if triggered', carriers: ['step:accountabilityDecision', 'child:accountability'], differs: '逐级倒查不等总结报告' },
    { text: 'plan revision (W31)', carriers: ['step:planReview', 'step:planRevision'], differs: '预案检视与总结报告同时进行；制度文件流程（W31）尚未建立，修订以新版预案为凭据' },
  ],
  ends: [
    { text: 'CLOSED', carriers: ['end:CLOSED'] },
    { text: 'FALSE_ALARM', carriers: ['end:FALSE_ALARM'] },
  ],
  furtherEnds: {},
};
