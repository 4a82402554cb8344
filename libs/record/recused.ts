/** 回避: who has stood back from a case sits nowhere in it, and nobody need think of them where seats are looked up. */
import type { LoadedCase } from './loaded';

export const recused = ({ recusals }: Pick<LoadedCase, 'recusals'>): ReadonlySet<string> => new Set(recusals.map(({ person_id }) => person_id));

/** SQL: whether a person has not stood back from a case. */
export const notRecused = (person: string, caseId: string): string => `NOT EXISTS (SELECT FROM recusals x WHERE x.case_id = ${caseId} AND x.person_id = ${person})`;

/** Roster and members without these persons. */
export const without = <T extends Pick<LoadedCase, 'roster' | 'members'>>(persons: ReadonlySet<string>, around: T): T => {
  if (persons.size === 0) return around;
  const stays = ({ personId }: { readonly personId: string }): boolean => !persons.has(personId);
  return { ...around, roster: around.roster.filter(stays), members: around.members.filter(stays) };
};
