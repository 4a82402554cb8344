import { Field } from '@libs/forms/field';
import { IsFlag, IsFormatted } from '@libs/forms/rules';

const DIGEST = /^[0-9a-f]{64}$/;

export class ImportPreviewQuery {
  @Field('文件是否完整：所列单位和委员会中未列出的任职随之截止；默认为否', { optional: true }) @IsFlag() endMissing?: boolean;
}

export class ImportQuery {
  @Field('文件是否完整：所列单位和委员会中未列出的任职随之截止；默认为否', { optional: true }) @IsFlag() endMissing?: boolean;
  @Field('预览时所见变动的摘要') @IsFormatted(DIGEST, 64) seenDigest: string;
}
