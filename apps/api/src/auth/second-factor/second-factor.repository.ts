import { Injectable } from '@nestjs/common';
import { holdsNow } from '@libs/persistence/holds-now';
import { DataSource, type EntityManager } from 'typeorm';

export interface SecondFactor {
  readonly sealedSecret: Buffer;
  /** Null until a first code proved that the person has it. */
  readonly confirmedAt: Date | null;
}

@Injectable()
export class SecondFactorRepository {
  constructor(private readonly dataSource: DataSource) {}

  async find(personId: string, manager: EntityManager = this.dataSource.manager): Promise<SecondFactor | undefined> {
    const rows = await manager.query<SecondFactor[]>('SELECT sealed_secret AS "sealedSecret", confirmed_at AS "confirmedAt" FROM second_factors WHERE person_id = $1', [personId]);
    return rows[0];
  }

  /** Keeps a secret that is still to be confirmed, instead of an earlier such one. @returns false where one is confirmed */
  async begin(manager: EntityManager, personId: string, sealedSecret: Buffer): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `INSERT INTO second_factors AS f (person_id, sealed_secret) VALUES ($1, $2)
       ON CONFLICT (person_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, created_at = clock_timestamp() WHERE f.confirmed_at IS NULL RETURNING person_id`,
      [personId, sealedSecret],
    );
    return rows.length > 0;
  }

  async confirm(manager: EntityManager, personId: string): Promise<void> {
    await manager.query('UPDATE second_factors SET confirmed_at = clock_timestamp() WHERE person_id = $1', [personId]);
  }

  async reseal(manager: EntityManager, personId: string, sealedSecret: Buffer): Promise<void> {
    await manager.query('UPDATE second_factors SET sealed_secret = $2 WHERE person_id = $1', [personId, sealedSecret]);
  }

  /** Uses a time step up. @returns false where it, or a later one, was used before */
  async useStep(manager: EntityManager, personId: string, step: number): Promise<boolean> {
    const [, used] = await manager.query<[unknown[], number]>('UPDATE second_factors SET last_step = $2 WHERE person_id = $1 AND (last_step IS NULL OR last_step < $2)', [personId, step]);
    return used > 0;
  }

  /** @returns false where it is none of the person's, or was used before */
  async useRecoveryCode(manager: EntityManager, personId: string, codeHash: string): Promise<boolean> {
    const [, used] = await manager.query<[unknown[], number]>('UPDATE recovery_codes SET used_at = clock_timestamp() WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL', [personId, codeHash]);
    return used > 0;
  }

  async replaceRecoveryCodes(manager: EntityManager, personId: string, hashes: readonly string[]): Promise<void> {
    await manager.query('DELETE FROM recovery_codes WHERE person_id = $1', [personId]);
    await manager.query('INSERT INTO recovery_codes (person_id, code_hash) SELECT $1, unnest($2::text[])', [personId, hashes]);
  }

  async recoveryCodesLeft(personId: string, manager: EntityManager = this.dataSource.manager): Promise<number> {
    const [row] = await manager.query<{ left: number }[]>('SELECT count(*)::int AS left FROM recovery_codes WHERE person_id = $1 AND used_at IS NULL', [personId]);
    return row?.left ?? 0;
  }

  /** Takes the factor away, with its recovery codes. @returns whether there was one */
  async remove(manager: EntityManager, personId: string): Promise<boolean> {
    const [, removed] = await manager.query<[unknown[], number]>('DELETE FROM second_factors WHERE person_id = $1', [personId]);
    return removed > 0;
  }

  /** Whether somebody holds one of the positions now. */
  async holdsAny(personId: string, positions: readonly string[], manager: EntityManager = this.dataSource.manager): Promise<boolean> {
    const [row] = await manager.query<{ holds: boolean }[]>(`SELECT EXISTS (SELECT FROM assignments a WHERE a.person_id = $1 AND a.position = ANY ($2) AND ${holdsNow('a')}) AS holds`, [personId, positions]);
    return row?.holds ?? false;
  }
}
