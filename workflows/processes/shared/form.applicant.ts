import { Field } from '@libs/forms/field';
import { IsFormatted, IsText } from '@libs/forms/rules';

/** Landline or mobile, with area code, extension or spaces. */
export const PHONE = /^\+?[0-9][0-9 ()-]{4,19}$/;

/** The person and the unit come from the session and are not asked again. */
export class SharedApplicant {
  @Field('申请科室') @IsText(100) dept: string;
  @Field('工号') @IsText(32) employeeNo: string;
  @Field('职务/职称', { optional: true }) @IsText(100) jobTitle?: string;
  @Field('联系电话') @IsFormatted(PHONE, 20) phone: string;
  @Field('导师或课题负责人', { optional: true }) @IsText(50) principalInvestigator?: string;
}
