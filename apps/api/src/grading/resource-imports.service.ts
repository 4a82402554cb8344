import { Injectable } from '@nestjs/common';
import { COLUMNS } from '@libs/inventory/columns';
import { readList, type ListRead, type RowProblem } from '@libs/inventory/read-list';
import { MAX_ROWS, readSheets } from '@libs/inventory/workbook';
import { DomainError } from '@libs/platform/errors/domain-error';
import { newId } from '@libs/record/changes';
import { draftsFrom } from '@workflows/processes/classification-grading/from-workbook';
import { DataSource } from 'typeorm';
import { audit } from '../audit/audit';
import type { PersonPrincipal } from '../auth/principal';
import { GradingStarters } from './grading-starters';

const ACTION = 'RESOURCE_LIST_READ';
const MOST_PROBLEMS = 500;
const REQUIRED = Object.values(COLUMNS)
  .filter((column) => 'required' in column)
  .map(({ title }) => `「${title}」`)
  .join('、');

export interface ImportAnswer {
  readonly rows: number;
  readonly tables: number;
  readonly forms: readonly object[];
  readonly problems: readonly RowProblem[];
  /** Problems beyond those that are listed. */
  readonly more: number;
  readonly dropped: { readonly samples: number; readonly columns: readonly string[] };
}

/** 数据分类分级清单, read into drafts. Nothing of what was sent is kept; what was dropped is audited, by its count. */
@Injectable()
export class ResourceImportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly starters: GradingStarters,
  ) {}

  /** Before anything is read of what they send. Throws `NOT_ELIGIBLE`. */
  async mustPrepare(person: PersonPrincipal): Promise<void> {
    await this.starters.unitsOf(person, ACTION);
  }

  /** Throws `MEDIA_TYPE_REFUSED`, `TOO_LARGE`, `FORM_INVALID`. */
  async read({ personId }: PersonPrincipal, bytes: Buffer): Promise<ImportAnswer> {
    const list = await listIn(bytes);
    const { tables, rows, problems, samples, unknown } = list;
    await audit(this.dataSource.manager, { action: ACTION, actorKind: 'PERSON', actorId: personId, details: { rows, tables: tables.length, problems: problems.length, samplesDropped: samples, columnsDropped: unknown.length } });
    return {
      rows,
      tables: tables.length,
      forms: draftsFrom(tables, newId),
      problems: problems.slice(0, MOST_PROBLEMS),
      more: Math.max(0, problems.length - MOST_PROBLEMS),
      dropped: { samples, columns: unknown },
    };
  }
}

async function listIn(bytes: Buffer): Promise<ListRead> {
  const read = await readSheets(bytes);
  if ('refused' in read) throw refusal(read.refused);
  const list = readList(read.sheets);
  if (list === undefined) throw wrong('NO_HEADING', `没有找到清单的表头，至少须有 ${REQUIRED} 各列。`, `There is no heading of a list: it needs the columns ${REQUIRED}.`);
  return list;
}

function refusal(reason: 'NO_WORKBOOK' | 'TOO_LARGE' | 'TOO_MANY'): DomainError {
  if (reason === 'TOO_MANY') return wrong('TOO_MANY', `至多 ${MAX_ROWS} 行，请分次导入。`, `At most ${MAX_ROWS} rows; import it in parts.`);
  return new DomainError(reason === 'TOO_LARGE' ? 'TOO_LARGE' : 'MEDIA_TYPE_REFUSED');
}

const wrong = (code: string, zh: string, en: string): DomainError => new DomainError('FORM_INVALID', { errors: [{ path: 'file', code, message: { zh, en } }] });
