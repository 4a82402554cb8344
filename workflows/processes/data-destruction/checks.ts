/** What a list of copies and a method are checked against, in the application and wherever they are filled in again. */
import { DESTRUCTION_TECHNIQUES, methodPolicy, SANITIZATIONS } from '@libs/domain/destruction';
import { codesOf } from '@libs/policy/typed-values';
import type { Dataset, FieldError, Surroundings } from '@libs/record/desk';
import { COPY_KINDS } from '@libs/record/registers/entries';
import { fieldError } from '../shared/datasets';
import { copyIdOf } from './copies';
import type { DestructionTechnique } from './form.options';
import type { DestructionItem } from './form.sections';

interface Listed {
  /** Copies that are listed elsewhere. */
  readonly ids: readonly string[];
  readonly datasetIds: readonly string[];
  readonly datasets: readonly Dataset[];
}

/** Each copy belongs to one of the data sets, once; what names the register of copies stands there, as a copy of that data and of that kind. */
export function itemErrors(path: string, items: readonly DestructionItem[], { ids, datasetIds, datasets }: Listed): FieldError[] {
  const seen = new Set(ids);
  return items.flatMap((item, index) => {
    const id = copyIdOf(item);
    const registered = datasets.find((dataset) => dataset.id === item.datasetId)?.copies?.find((copy) => copy.id === id);
    const twice = seen.has(id);
    seen.add(id);
    return [
      ...(datasetIds.includes(item.datasetId) ? [] : [fieldError(`${path}[${index}].datasetId`, 'NOT_LISTED', '不在本申请所列的数据集中', 'Not one of the data sets of this application')]),
      ...(item.copyId === undefined || registered ? [] : [fieldError(`${path}[${index}].copyId`, 'NOT_IN_CATALOGUE', '副本台账中没有该数据集的此副本', 'Not a copy of this data set in the register')]),
      ...(registered === undefined || registered.kind === item.kind ? [] : [fieldError(`${path}[${index}].kind`, 'NOT_AS_REGISTERED', `副本台账中此副本的种类为${COPY_KINDS[registered.kind]}`, `The register has this copy as ${registered.kind}`)]),
      ...(twice ? [fieldError(`${path}[${index}].location`, 'DUPLICATE', '同一副本列了两次', 'The same copy is listed twice')] : []),
    ];
  });
}

/** Where the data itself goes, its original is listed, once a data set; where copies go, no original is. */
export function originalErrors(path: string, items: readonly DestructionItem[], { scope, datasetIds }: { readonly scope: string; readonly datasetIds: readonly string[] }): FieldError[] {
  const originals = items.filter(({ kind }) => kind === 'ORIGINAL').map(({ datasetId }) => datasetId);
  if (scope === 'COPIES') return originals.length === 0 ? [] : [fieldError(path, 'ORIGINAL_LISTED', '仅销毁副本的，不得列入原始数据', 'Only copies are to be destroyed: an original is listed')];
  const wrong = datasetIds.filter((id) => originals.filter((one) => one === id).length !== 1);
  return wrong.length === 0 ? [] : [fieldError(path, 'ORIGINAL_MISSING', `销毁数据资源的，每个数据集须且仅须列明一份原始数据（${wrong.length} 个不符）`, 'Each data set needs its one original listed')];
}

/** 第二十条: 敏感数据以不可逆方式销毁. */
export function weakMethod(path: string, technique: DestructionTechnique, kind: Parameters<typeof methodPolicy>[0], { policies }: Pick<Surroundings, 'policies'>): FieldError[] {
  const allowed = codesOf(policies, methodPolicy(kind));
  const { title, category } = DESTRUCTION_TECHNIQUES[technique];
  if (allowed.includes(category)) return [];
  return [fieldError(path, 'METHOD_TOO_WEAK', `${title}属于“${SANITIZATIONS[category]}”，不足以不可逆地销毁该类数据`, `${category} does not destroy this kind of data beyond recovery: ${allowed.join(', ')}`)];
}
