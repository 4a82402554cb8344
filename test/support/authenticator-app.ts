import { Secret, TOTP } from 'otpauth';

const PERIOD_MS = 30_000;

/** An authenticator app that was given a secret. */
export class AuthenticatorApp {
  private readonly totp: TOTP;

  /** @param secret Base32, as an enrolment answers it */
  constructor(secret: string) {
    this.totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_MS / 1_000, algorithm: 'SHA1' });
  }

  /** The code of now, or of so many steps later. */
  code(later = 0): string {
    return this.totp.generate({ timestamp: Date.now() + later * PERIOD_MS });
  }

  /** Six digits that are no code of about now. */
  wrongCode(): string {
    const near = new Set([-3, -2, -1, 0, 1, 2, 3].map((later) => this.code(later)));
    return ['000000', '111111', '222222', '333333', '444444', '555555', '666666', '777777'].find((code) => !near.has(code)) ?? '';
  }
}
