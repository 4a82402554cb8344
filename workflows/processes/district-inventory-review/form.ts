/** 第三十条（二）: the list of data resources that a unit reports, and what the district fills in as it reviews it. */
import { Field, Form } from '@libs/forms/field';
import { repeated } from '@libs/forms/repeated';
import { Nested, NestedList } from '@libs/forms/rules';
import { SharedGuards } from '../shared/form.guards';
import * as evidence from './form.evidence';
import * as sections from './form.sections';

/** A resource stands in one row. The top-level members are the sections: the digest of a section is the digest of its member. */
@Form('数据资源清单', ({ items }: DistrictInventoryForm) => repeated('items', items, 'resourceId'))
export class DistrictInventoryForm {
  @Field('前置申明') @Nested(() => SharedGuards) guards: SharedGuards;
  @Field('报送') @Nested(() => sections.InventorySubmission) submission: sections.InventorySubmission;
  @Field('数据资源清单') @NestedList(() => sections.InventoryItem, { items: 200 }) items: sections.InventoryItem[];
}

/** The forms of the process; evidence classes by the names that the definition uses. */
export const FORMS = { form: DistrictInventoryForm, evidence: { ...evidence } } as const;
