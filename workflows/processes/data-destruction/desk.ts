/** How the forms of a destruction become facts, and what they are checked against beyond their own fields. */
import { deskOf } from '@libs/forms/desk';
import type { Checked, FormReading, ProcessDesk, Surroundings } from '@libs/record/desk';
import { processOf } from '@workflows/kit/fold';
import { belowCatalogue, notInCatalogue, strictestLevel } from '../shared/datasets';
import { itemErrors, originalErrors, weakMethod } from './checks';
import { copyIdOf } from './copies';
import { dataDestruction } from './definition';
import { readEvidence } from './evidence';
import { FORMS, type DataDestructionForm } from './form';
import { RETENTION_POLICIES } from './form.options';
import { afterRetention, fromParent } from './from-parent';
import { registers } from './registers';
import { story } from './story';

function readForm(form: DataDestructionForm, around: Surroundings): Checked<FormReading> {
  const { data, copies, request, method } = form;
  const kind = { level: strictestLevel(data.declaredLevel, around), personal: data.personal || data.sensitive, sensitive: data.sensitive || around.datasets.some(({ sensitive }) => sensitive) };
  const errors = [
    ...notInCatalogue('data.datasetIds', data.datasetIds, around),
    ...belowCatalogue('data.declaredLevel', data.declaredLevel, around),
    ...itemErrors('copies.items', copies.items, { ids: [], datasetIds: data.datasetIds, datasets: around.datasets }),
    ...originalErrors('copies.items', copies.items, { scope: copies.scope, datasetIds: data.datasetIds }),
    ...weakMethod('method.technique', method.technique, kind, around),
  ];
  if (errors.length) return { errors };
  return {
    value: {
      facts: {
        ...kind,
        trigger: request.reason === 'RETENTION_EXPIRED' ? 'RETENTION_EXPIRED' : 'DESTRUCTION_REQUESTED',
        scope: copies.scope,
        datasetIds: data.datasetIds,
        copyIds: copies.items.map(copyIdOf),
      },
      flags: { ...form.guards, crossBorder: false },
      title: `销毁 ${copies.items[0]?.name ?? ''}（${copies.items.length} 项）`,
    },
  };
}

export const dataDestructionDesk: ProcessDesk = deskOf({
  process: processOf(dataDestruction, story),
  forms: FORMS,
  pins: ['destruction.method.sensitive', 'destruction.method.generalNonPersonal', 'destruction.verification.samplePercent', ...Object.values(RETENTION_POLICIES)],
  datasetsOf: (form: DataDestructionForm) => form.data.datasetIds,
  readForm,
  readEvidence,
  fromParent,
  afterRetention,
  registers,
});
