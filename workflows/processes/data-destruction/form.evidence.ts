/** What the steps after the application ask for. Instants are RFC 3339 with their offset. */
import { Field, Form } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { instantOf } from '@libs/forms/calendar-date';
import { IsCalendarDate, IsChoice, IsCount, IsFlag, IsFormatted, IsText, MustBeTrue, NestedList } from '@libs/forms/rules';
import { PHONE } from '../shared/form.applicant';
import * as options from './form.options';
import { DestructionItem } from './form.sections';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/;

/** 第二十条: 敏感数据及其副本内容. Whatever is found beyond the application's list belongs to it from now on. */
@Form('副本清点')
export class CopyInventory {
  @Field('清单外发现的副本', { optional: true }) @NestedList(() => DestructionItem, { items: 100 }) found?: DestructionItem[];
  @Field('已核对副本台账') @MustBeTrue() registerChecked: boolean;
  @Field('已查找备份') @MustBeTrue() backupsSearched: boolean;
  @Field('已查找导出和衍生副本') @MustBeTrue() exportsSearched: boolean;
  @Field('已向外部接收方和外包服务商查询') @MustBeTrue() holdersAsked: boolean;
  @Field('清点说明', { optional: true }) @IsText(1000) note?: string;
}

/** 第二十条: 评估业务必要性. */
@Form('业务必要性评估')
export class NecessityAssessment {
  @Field('业务上已无继续保存的需要') @IsFlag() noLongerNeeded: boolean;
  @Field('不影响在办事项') @IsFlag() nothingDependsOnIt: boolean;
  @Field('清单与业务情况相符') @IsFlag() listComplete: boolean;
  @Field('评估意见') @IsText(2000) assessment: string;
}

/** 第二十条: 审核业务必要性. */
@Form('销毁审核')
export class DestructionReview {
  @Field('评估意见成立') @IsFlag() assessmentSound: boolean;
  @Field('副本已全部列入') @IsFlag() copiesComplete: boolean;
  @Field('销毁方式与数据级别相符') @IsFlag() methodAdequate: boolean;
  @Field('审核说明', { optional: true }) @IsText(2000) note?: string;
}

/** 档案、病历等法定留存和冻结. With the outcome FREE the record insists on every flag and on the length of the retention. */
@Form('冻结与法定留存核对')
export class RetentionCheck {
  @Field('适用的法定留存') @IsChoice(options.RETENTIONS) retention: options.Retention;

  @Field('留存起算日', {
    when: ['retention', ['OUTPATIENT_RECORD', 'INPATIENT_RECORD', 'SEALED_RECORD', 'IMPACT_ASSESSMENT', 'PROVISION_RECORD']],
    help: '门（急）诊病历自最后一次就诊之日，住院病历自最后一次出院之日起算。',
  })
  @IsCalendarDate()
  countedFrom?: string;

  @Field('保存期限已满') @IsFlag() retentionOver: boolean;
  @Field('无诉讼/审计保留、无倒查冻结') @IsFlag() noHolds: boolean;
  @Field('备份与副本已列入') @IsFlag() backupsListed: boolean;
  @Field('外部接收方副本已列入') @IsFlag() recipientCopiesListed: boolean;
  @Field('未结清事项已核查') @IsFlag() nothingUnsettled: boolean;
  @Field('核对依据') @IsText(1000) basis: string;
}

/** 第二十条: 对销毁处理过程相关的操作进行记录; written while it happens, as often as something happens. */
@Form('销毁过程记录')
export class OperationLogEntry {
  @Field('操作') @IsChoice(options.OPERATIONS) operation: options.Operation;
  @Field('发生时间') @IsFormatted(INSTANT, 35) at: string;
  @Field('对象', { help: '明细中的名称或位置。' }) @IsText(300) item: string;
  @Field('工具', { optional: true }) @IsText(200) tool?: string;
  @Field('情况') @IsText(1000) what: string;
}

function runs({ startedAt, endedAt }: Execution): readonly FormProblem[] {
  const [from, to] = [instantOf(startedAt), instantOf(endedAt)];
  if (from === undefined || to === undefined || to >= from) return [];
  return [{ path: 'endedAt', code: 'NOT_AFTER', params: { otherZh: '「开始时间」', otherEn: '"startedAt"' } }];
}

/** One copy, executed by the operator. */
@Form('销毁执行', runs)
export class Execution {
  @Field('销毁方式') @IsChoice(options.TECHNIQUES) technique: options.DestructionTechnique;
  @Field('覆写次数', { when: ['technique', 'OVERWRITE'] }) @IsCount(1, 99) passes?: number;
  @Field('工具') @IsText(200) tool: string;
  @Field('工具版本', { optional: true }) @IsText(50) toolVersion?: string;
  @Field('执行地点') @IsText(200) place: string;
  @Field('开始时间') @IsFormatted(INSTANT, 35) startedAt: string;
  @Field('结束时间') @IsFormatted(INSTANT, 35) endedAt: string;
  @Field('执行结果') @IsText(1000) result: string;
  @Field('照片/日志附件编号', { optional: true }) @IsText(200) recordRef?: string;
  @Field('联系电话') @IsFormatted(PHONE, 20) phone: string;
}

/** 监销: each of the two witnesses by themselves. */
@Form('监销')
export class Witnessing {
  @Field('全程在场监督') @MustBeTrue() presentThroughout: boolean;
  @Field('对象与明细一致') @MustBeTrue() itemIdentified: boolean;
  @Field('地点') @IsText(200) place: string;
  @Field('监销情况') @IsText(1000) observed: string;
  @Field('联系电话') @IsFormatted(PHONE, 20) phone: string;
}

/** 确保以不可逆方式销毁: verified by somebody else, copy by copy. */
@Form('不可逆核验')
export class Verification {
  @Field('验证方法') @IsChoice(options.VERIFICATION_METHODS) method: options.VerificationMethod;
  @Field('抽样比例（%）') @IsCount(1, 100) samplePercent: number;
  @Field('第二种工具', { optional: true }) @IsText(200) secondTool?: string;
  @Field('地点') @IsText(200) place: string;
  @Field('验证结果') @IsText(1000) result: string;
  @Field('联系电话') @IsFormatted(PHONE, 20) phone: string;
}

/** 部分失败: the case stays open until the copy is beyond recovery. */
@Form('部分失败处置')
export class PartialFailure {
  @Field('失败原因') @IsText(1000) cause: string;
  @Field('重新确定的方式') @IsChoice(options.TECHNIQUES) technique: options.DestructionTechnique;
  @Field('处置措施') @IsText(1000) measure: string;
}

@Form('签署销毁证明')
export class Certification {
  @Field('处置后去向', { help: '残体、报废介质的去向；无则写“无”。' }) @IsText(500) afterwards: string;
  @Field('发放对象') @IsText(200) issuedTo: string;
  @Field('签字') @IsText(50) signature: string;
}

@Form('销毁记录归档')
export class Archive {
  @Field('档案号') @IsText(100) archiveNo: string;
  @Field('保存地点') @IsText(200) place: string;
  @Field('已归档材料齐全') @MustBeTrue() complete: boolean;
}
