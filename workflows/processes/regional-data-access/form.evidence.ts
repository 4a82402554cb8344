/** What the steps that only channel B has ask for. Dates are calendar days in Asia/Shanghai. */
import { PLATFORMS, type Platform } from '@libs/domain/gate-input';
import { Field, Form } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsCount, IsFlag, IsText, MustBeTrue } from '@libs/forms/rules';

/** 事业发展中心: whether it can be done, whether it is safe, whether it is the least. */
@Form('事业发展中心意见')
export class CenterOpinion {
  @Field('所需数据已归集') @IsFlag() dataAvailable: boolean;
  @Field('平台能够满足所需方式和频次') @IsFlag() technicallyFeasible: boolean;
  @Field('安全保障措施与数据级别相适应') @IsFlag() securityAdequate: boolean;
  @Field('数据范围为实现目的所必需的最小范围') @IsFlag() scopeMinimal: boolean;
  @Field('意见') @IsText(2000) opinion: string;
}

/** 第三十四条第二款: these two, and no other way. */
@Form('选定平台')
export class PlatformChoice {
  @Field('提供平台') @IsChoice(PLATFORMS) platform: Platform;
  @Field('选定理由') @IsText(1000) reason: string;
}

@Form('收回访问权限')
export class AccessRemoval {
  @Field('账号已停用，访问权限已收回') @MustBeTrue() accountsDisabled: boolean;
  @Field('收回日期') @IsCalendarDate() removedOn: string;
  @Field('计量次数') @IsCount(0, 2_000_000_000) meteredCount: number;
  @Field('超出授权的次数') @IsCount(0, 2_000_000_000) outsideCount: number;
  @Field('审计结论') @IsText(2000) conclusion: string;
}

@Form('使用终结')
export class AccessClosure {
  @Field('终结日期') @IsCalendarDate() closedOn: string;
  @Field('未在平台之外留存数据') @MustBeTrue() nothingRetained: boolean;
  @Field('成果说明', { optional: true }) @IsText(2000) results?: string;
}
