import { DomainError } from '@libs/platform/errors/domain-error';

const RULE = { id: 'administrator-acts-for-others', title: '管理员不得为本人办理' };

/** What an administrator may do for others and not for themselves. */
export const notOneself = (): DomainError => new DomainError('SEPARATION_OF_DUTIES', { members: { rule: RULE }, detail: { zh: `${RULE.title}。`, en: 'Administrators do this for others, not for themselves.' } });
