/** The command was called wrongly; its message is all that is printed. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** SQLSTATEs and system errors that an operator can mend. */
const KNOWN: Readonly<Record<string, string>> = {
  ECONNREFUSED: '数据库无法连接 (the database cannot be reached)',
  ENOTFOUND: '数据库主机名无法解析 (the host of the database is unknown)',
  ETIMEDOUT: '连接数据库超时 (connecting to the database timed out)',
  '28P01': '数据库用户名或口令不正确 (the database refuses user or password)',
  '28000': '数据库拒绝该用户登录 (the database does not let this user in)',
  '3D000': '数据库不存在 (the database does not exist)',
  '42501': '数据库用户权限不足：须为数据库所有者，且为超级用户或具有 CREATEROLE (privileges are missing: the owner of the database, superuser or with CREATEROLE, is needed)',
  '42P01': '数据库尚未迁移，请先运行 migrate (the database is not migrated: run migrate first)',
};

/** What went wrong, in one line that an operator can act on. */
export function failureSentence(error: unknown): string {
  const reason = reasonOf(error);
  const known = KNOWN[codeOf(error) ?? ''];
  return known === undefined ? reason : `${known}: ${reason}`;
}

function reasonOf(error: unknown): string {
  // A refused connection to a name with several addresses comes as one error each, and no message of its own.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' ');
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
