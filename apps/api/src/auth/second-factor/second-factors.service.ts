import { Inject, Injectable } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import { ConfigError } from '@libs/platform/config/settings';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { Logger } from '@libs/platform/logging/logger';
import type { EntityManager } from 'typeorm';
import { audit } from '../../audit/audit';
import { LOGGER } from '../../platform/logger.token';
import { AuthPolicies } from '../auth-policies';
import { newRecoveryCodes, plainCode, recoveryHash } from './recovery-codes';
import { SealedSecrets } from './sealed-secrets';
import { SecondFactorRepository } from './second-factor.repository';
import { enrolmentOf, newTotpSecret, stepOf } from './totp';

/** What an authenticator app is given. */
export interface Enrolment {
  /** Base32 */
  readonly secret: string;
  readonly uri: string;
}

export interface SecondFactorState {
  readonly required: boolean;
  readonly enrolled: boolean;
  readonly recoveryCodesLeft: number;
}

const ENROLLED = { zh: '已启用双因素认证；如需更换，请由安全管理员重置。', en: 'The second factor is already enrolled; the security administrator can reset it.' };
const NO_KEY = { zh: '本系统未配置双因素认证密钥。', en: 'No key for second factors is configured here.' };
const TOTP_CODE = /^\d{6}$/;

/** Time-based codes (RFC 6238) and recovery codes, each of which is taken once. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly config: Config,
    private readonly factors: SecondFactorRepository,
    private readonly secrets: SealedSecrets,
    private readonly policies: AuthPolicies,
    @Inject(LOGGER) logger: Logger,
  ) {
    if (config.secondFactor === 'off') logger.warn('no position asks for a second factor: SECOND_FACTOR=off');
    else if (!secrets.available) throw new ConfigError(['SECOND_FACTOR=required 时必须设置 SECOND_FACTOR_KEY。SECOND_FACTOR_KEY must be set unless SECOND_FACTOR=off.']);
  }

  /** Whether somebody's positions ask for a second factor (policy `auth.secondFactor.positions`), and whether they have one. @param manager of the caller's transaction, where there is one */
  async state(personId: string, manager?: EntityManager): Promise<SecondFactorState> {
    const required = this.config.secondFactor === 'required' && (await this.factors.holdsAny(personId, await this.policies.secondFactorPositions(manager), manager));
    const enrolled = (await this.factors.find(personId, manager))?.confirmedAt != null;
    return { required, enrolled, recoveryCodesLeft: enrolled ? await this.factors.recoveryCodesLeft(personId, manager) : 0 };
  }

  /** A new secret, which stands for nothing until it is confirmed. Throws `NOT_OFFERED`. */
  async begin(manager: EntityManager, { personId, account }: { personId: string; account: string }): Promise<Enrolment> {
    if (!this.secrets.available) throw new DomainError('NOT_OFFERED', { detail: NO_KEY });
    const secret = newTotpSecret();
    if (!(await this.factors.begin(manager, personId, this.secrets.seal(secret, personId)))) throw new DomainError('NOT_OFFERED', { detail: ENROLLED });
    await audit(manager, { action: 'SECOND_FACTOR_BEGUN', actorKind: 'PERSON', actorId: personId });
    return enrolmentOf(secret, account);
  }

  /** Takes the first code of what was begun. @returns false for a wrong one. Throws `NOT_OFFERED` where nothing was begun, or it is confirmed. */
  async takeFirst(manager: EntityManager, personId: string, code: string): Promise<boolean> {
    const found = await this.factors.find(personId, manager);
    if (!found || found.confirmedAt) throw new DomainError('NOT_OFFERED', found && { detail: ENROLLED });
    return await this.takeTotp(manager, personId, found.sealedSecret, code);
  }

  /** For whoever gave the first code. @returns the recovery codes, shown this once */
  async confirm(manager: EntityManager, personId: string): Promise<readonly string[]> {
    await this.factors.confirm(manager, personId);
    await audit(manager, { action: 'SECOND_FACTOR_ENROLLED', actorKind: 'PERSON', actorId: personId });
    return await this.renewRecoveryCodes(manager, personId);
  }

  /** Takes a code of either kind, once. @returns false for a wrong or used one, and without an enrolled factor */
  async take(manager: EntityManager, personId: string, code: string): Promise<boolean> {
    const found = await this.factors.find(personId, manager);
    if (!found?.confirmedAt) return false;
    if (TOTP_CODE.test(plainCode(code))) return await this.takeTotp(manager, personId, found.sealedSecret, code);
    if (!(await this.factors.useRecoveryCode(manager, personId, recoveryHash(personId, code)))) return false;
    await audit(manager, { action: 'RECOVERY_CODE_USED', actorKind: 'PERSON', actorId: personId, details: { left: await this.factors.recoveryCodesLeft(personId, manager) } });
    return true;
  }

  /** Takes somebody's factor away, on the order of another, in their transaction. Throws `NOT_OFFERED` where there is none. */
  async reset(manager: EntityManager, { personId, byId, reason }: { personId: string; byId: string; reason: string }): Promise<void> {
    if (!(await this.factors.remove(manager, personId))) throw new DomainError('NOT_OFFERED', { detail: { zh: '该人员未启用双因素认证。', en: 'There is no second factor to reset.' } });
    await audit(manager, { action: 'SECOND_FACTOR_RESET', actorKind: 'PERSON', actorId: byId, details: { personId, reason } });
  }

  /** New recovery codes; the former are worth nothing any more. */
  async renewRecoveryCodes(manager: EntityManager, personId: string): Promise<readonly string[]> {
    const codes = newRecoveryCodes();
    await this.factors.replaceRecoveryCodes(manager, personId, codes.map((code) => recoveryHash(personId, code)));
    return codes;
  }

  private async takeTotp(manager: EntityManager, personId: string, sealed: Buffer, code: string): Promise<boolean> {
    const secret = this.secrets.open(sealed, personId);
    const step = stepOf(secret, plainCode(code), Date.now());
    if (step === undefined || !(await this.factors.useStep(manager, personId, step))) return false;
    if (!this.secrets.isCurrent(sealed)) await this.factors.reseal(manager, personId, this.secrets.seal(secret, personId));
    return true;
  }
}
