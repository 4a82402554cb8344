/** What a form says of the data sets that it names, checked against the catalogue. */
import { compareLevels, protectiveLevel, strictest } from '@libs/domain/grading';
import type { DataLevel } from '@libs/domain/positions';
import type { FieldError, Surroundings } from '@libs/record/desk';

/** An error of a field, found by looking beyond the form. */
export const fieldError = (path: string, code: string, zh: string, en: string): FieldError => ({ path, code, message: { zh, en } });

/** The data sets must stand in the catalogue of the unit whose case it is. */
export const notInCatalogue = (path: string, ids: readonly string[], { datasets, orgId }: Pick<Surroundings, 'datasets' | 'orgId'>): FieldError[] =>
  ids.flatMap((id, index) =>
    datasets.some((dataset) => dataset.id === id && dataset.orgId === orgId)
      ? []
      : [fieldError(`${path}[${index}]`, 'NOT_IN_CATALOGUE', '本单位数据资源目录中没有此数据集', 'Not a data set of your unit’s catalogue')],
  );

const levelsOf = (datasets: Surroundings['datasets']): DataLevel[] => datasets.map((dataset) => protectiveLevel(dataset)).filter((level) => level !== 'UNGRADED');

/** 就高从严: the strictest of the level that was declared and those under which the data sets are protected. */
export const strictestLevel = (declared: DataLevel, { datasets }: Pick<Surroundings, 'datasets'>): DataLevel => strictest([declared, ...levelsOf(datasets)]) ?? declared;

/** No lower level may be declared than the catalogue has. */
export function belowCatalogue(path: string, declared: DataLevel, { datasets }: Pick<Surroundings, 'datasets'>): FieldError[] {
  const known = strictest(levelsOf(datasets));
  if (!known || compareLevels(declared, known) >= 0) return [];
  return [fieldError(path, 'BELOW_CATALOGUE', '不得低于所选数据集在目录中的级别', 'Must not be below the catalogue’s level of the chosen data sets')];
}

/** What the register has as sensitive is not declared otherwise: an impact assessment and consent depend on it. */
export const sensitivityDenied = (path: string, declared: boolean, { datasets }: Pick<Surroundings, 'datasets'>): FieldError[] =>
  !declared && datasets.some(({ sensitive }) => sensitive) ? [fieldError(path, 'BELOW_CATALOGUE', '所选数据集在目录中登记为含个人敏感信息', 'The catalogue has a chosen data set as sensitive')] : [];
