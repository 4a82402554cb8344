/** 倒查: why, of what, on which evidence, which positions. Positions, not names: who held one then is in the roster. */
import { Field } from '@libs/forms/field';
import { IsChoice, IsFormatted, IsId, IsIdList, IsText, IsTextList } from '@libs/forms/rules';
import { CASE_NUMBER } from '../shared/form.guards';
import * as options from './form.options';

export class TraceTrigger {
  @Field('倒查事由') @IsChoice(options.CAUSES) cause: options.Cause;
  @Field('关联办件编号', { optional: true }) @IsFormatted(CASE_NUMBER, 20) caseNumber?: string;
  @Field('关联办件', { optional: true }) @IsId() caseId?: string;
}

export class TraceEvent {
  @Field('事件名称') @IsText(200) name: string;
  @Field('事件经过') @IsText(4_000) description: string;
}

export class TraceEvidence {
  @Field('证据清单', { help: '日志、审批记录、终端和介质等。' }) @IsTextList({ items: 50, max: 200 }) items: string[];
  @Field('涉及数据集', { optional: true, picker: 'resources', help: '倒查期间予以保全，不得销毁。' }) @IsIdList({ items: 50 }) datasetIds?: string[];
}

export class TracePersons {
  @Field('涉及岗位') @IsTextList({ items: 30, max: 100 }) positions: string[];
}
