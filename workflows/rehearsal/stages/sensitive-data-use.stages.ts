import type { Stages } from './stage';

export const sensitiveDataUseStages: Stages = {
  process: 'sensitive-data-use',
  stages: [
    { text: 'submit+guards', carriers: ['start', 'gate:submission'] },
    { text: 'initial assessment (business owner)', carriers: ['step:initialAssessment'] },
    { text: 'second assessment (data admin)', carriers: ['step:secondaryAssessment'] },
    { text: 'second authorization (designated leader; + group leader if 重要)', carriers: ['step:secondaryAuthorization', 'step:leaderAuthorization'] },
    { text: 'desensitize/de-identify', carriers: ['step:desensitization'] },
    { text: 'independent verification', carriers: ['step:desensitizationVerification'] },
    { text: 'leak-control attestation', carriers: ['step:leakControlAttestation'] },
    { text: 'release (time-boxed)', carriers: ['gate:release'] },
    { text: 'in-use (revocable)', carriers: ['grant:use', 'effect:authorizationDocument'] },
    { text: 'expiry/closure record', carriers: ['step:closure', 'child:destruction'] },
  ],
  ends: [
    { text: 'CLOSED', carriers: ['end:CLOSED'] },
    { text: 'REJECTED', carriers: ['end:REJECTED'] },
    { text: 'WITHDRAWN', carriers: ['end:WITHDRAWN'] },
    { text: 'REVOKED', carriers: ['end:REVOKED'] },
    { text: 'EXPIRED', carriers: ['end:EXPIRED'] },
  ],
  furtherEnds: {},
};
