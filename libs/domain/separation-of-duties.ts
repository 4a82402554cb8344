/** Who started the case, among the roles of a rule. */
export const APPLICANT_ROLE = 'APPLICANT';

/** No natural person fills two of these roles: step keys, or `APPLICANT`. */
export interface SeparationRule {
  readonly id: string;
  readonly title: string;
  readonly among: readonly string[];
  /**
   * Two seats of one role need two people as well (two witnesses of one destruction), however the seats came to them.
   */
  readonly onceEach?: boolean;
}

/**
 * Something that was done, or is about to be, in a role. `persons` is the whole effective chain, by the ids of natural
 * persons: who acted, on whose behalf, from whom it was transferred, who added the seat. Every one of them answers for
 * the act, so that neither delegation nor agency nor an added seat launders it.
 */
export interface RoleAct {
  readonly role: string;
  readonly persons: readonly string[];
}

export interface SeparationViolation {
  readonly rule: string;
  readonly title: string;
  /** The role of the candidate. */
  readonly role: string;
  /** The role that one of the candidate's persons has already filled. */
  readonly conflictsWith: string;
}

/** Every rule that the candidate's act would break, once for each role that it conflicts with; empty if it may go ahead. */
export function violations(input: {
  readonly rules: readonly SeparationRule[];
  readonly acts: readonly RoleAct[];
  readonly candidate: RoleAct;
}): SeparationViolation[] {
  const { rules, acts, candidate } = input;
  const persons = new Set(candidate.persons);
  const filled = new Set(acts.filter((act) => act.persons.some((person) => persons.has(person))).map((act) => act.role));
  return rules
    .filter((rule) => rule.among.includes(candidate.role))
    .flatMap((rule) =>
      [...filled]
        .filter((role) => rule.among.includes(role) && (role !== candidate.role || rule.onceEach === true))
        .map((role) => ({ rule: rule.id, title: rule.title, role: candidate.role, conflictsWith: role })),
    );
}
