import { POSITIONS, type PositionCode } from '@libs/domain/positions';
import { rename, writeFile } from 'node:fs/promises';
import { DEMO_ORGANISATIONS, DEMO_PASSWORD } from './demo/organisations';
import type { DemoOrganisation, DemoPerson } from './demo/model';

/** An entry of `demo-accounts.json`. */
export interface DemoAccount {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  readonly assignments: readonly {
    readonly position: PositionCode;
    readonly positionTitle: string;
    readonly org: { readonly code: string; readonly name: string };
    readonly dept?: string;
  }[];
}

/** e.g. `hospital-a.data-admin` */
export const accountOf = (org: DemoOrganisation, { key }: Pick<DemoPerson, 'key'>): string => `${org.accountPrefix}.${key}`;
export const nameOf = (org: DemoOrganisation, { label }: DemoPerson): string => `${org.shortName}·${label}`;

export const demoAccounts = (): readonly DemoAccount[] =>
  DEMO_ORGANISATIONS.flatMap((org) =>
    org.people.map((person) => ({
      account: accountOf(org, person),
      password: DEMO_PASSWORD,
      name: nameOf(org, person),
      assignments: person.seats.map((seat) => ({ position: seat.position, positionTitle: POSITIONS[seat.position].title, org: { code: org.code, name: org.name }, ...(seat.dept === undefined ? {} : { dept: seat.dept }) })),
    })),
  );

/** Replaces the file in one step; only its owner may read it. */
export async function writeDemoAccounts(file: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.new`;
  await writeFile(unfinished, `${JSON.stringify(demoAccounts(), null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, file);
}
