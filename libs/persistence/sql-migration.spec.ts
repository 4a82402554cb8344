import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fromHistoryName, historyName, MIGRATIONS_FOLDER, migrationNames } from './sql-migration';

describe('the migrations', () => {
  const names = migrationNames(MIGRATIONS_FOLDER);

  it('are numbered without a gap from 0001', () => {
    expect(names.length).toBeGreaterThan(0);
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
  });

  it.each(names)('%s has an inverse beside it', (name) => {
    expect(existsSync(join(MIGRATIONS_FOLDER, `${name}.down.sql`))).toBe(true);
  });

  it.each(names)('%s is remembered under a name that leads back to it', (name) => {
    expect(historyName(name)).toMatch(/-\d{13}$/);
    expect(fromHistoryName(historyName(name))).toBe(name);
  });
});
