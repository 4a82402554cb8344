import { plainToInstance, Transform } from 'class-transformer';
import { IsBoolean, IsNotEmpty, IsNotEmptyObject, IsObject, IsOptional, IsString, Matches, ValidateBy, ValidateNested } from 'class-validator';
import { Env, json, yesNo } from '@libs/platform/config/env';
import { CODE } from '../read-tables';
import { POSITION_WORDS } from '../tables';

/** Names of attributes of the directory. */
export class LdapAttributes {
  @IsString() @IsNotEmpty() account = 'uid';
  @IsString() @IsNotEmpty() name = 'cn';
  /** Of the organisation; everybody is of `LDAP_ORG_CODE` unless given. */
  @IsOptional() @IsString() @IsNotEmpty() organisation?: string;
  @IsOptional() @IsString() @IsNotEmpty() dept?: string;
  /** May have several values. */
  @IsString() @IsNotEmpty() position = 'title';
}

const mapping = (zh: string, en: string): { zh: string; en: string } => ({ zh: `JSON 对象：${zh}`, en: `a JSON object: ${en}` });
/** An object that stands for something in each of its values. */
const IsMapping = (fits: (value: string) => boolean): PropertyDecorator =>
  ValidateBy({
    name: 'isMapping',
    validator: { validate: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((one) => typeof one === 'string' && fits(one)) },
  });

/** The directory from which the roster is kept. */
export class LdapSettings {
  @Env('LDAP_URL', { zh: 'ldaps:// 或 ldap:// 开头的地址', en: 'an address that begins with ldaps:// or ldap://' })
  @Matches(/^ldaps?:\/\/[^\s/]+$/)
  url: string;

  /** With ldap://: nothing is said before the connection is encrypted. */
  @Env('LDAP_START_TLS', { zh: 'true 或 false', en: 'true or false' }, { parse: yesNo })
  @IsBoolean()
  startTls = true;

  @Env('LDAP_CA_FILE', { zh: '签发目录服务证书的 CA 证书文件（PEM）', en: 'a file with the certificate (PEM) of the authority of the directory' })
  @IsOptional()
  @IsString()
  caFile?: string;

  @Env('LDAP_BIND_DN', { zh: '查询所用账号的 DN', en: 'the DN of the account that searches' })
  @IsString()
  @IsNotEmpty()
  bindDn: string;

  @Env('LDAP_BIND_PASSWORD', { zh: '该账号的口令', en: 'the password of that account' }, { secret: true })
  @IsString()
  @IsNotEmpty()
  bindPassword: string;

  @Env('LDAP_BASE_DN', { zh: '查询的起点', en: 'where the search begins' })
  @IsString()
  @IsNotEmpty()
  baseDn: string;

  @Env('LDAP_FILTER', { zh: '带括号的 LDAP 过滤条件', en: 'an LDAP filter in parentheses' })
  @Matches(/^\(.+\)$/)
  filter = '(objectClass=inetOrgPerson)';

  @Env('LDAP_ATTRIBUTES', mapping('account、name、organisation、dept、position 各取自哪一属性', 'which attribute holds account, name, organisation, dept and position'), { parse: json })
  @IsObject()
  @ValidateNested()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? plainToInstance(LdapAttributes, value, { exposeDefaultValues: true }) : value))
  attributes: LdapAttributes = new LdapAttributes();

  /** Value of the attribute -> code of the organisation. */
  @Env('LDAP_ORGANISATIONS', mapping('属性值对应的单位代码', 'value of the attribute -> code of an organisation'), { parse: json })
  @IsMapping((code) => CODE.pattern.test(code))
  organisations: Readonly<Record<string, string>> = {};

  @Env('LDAP_ORG_CODE', { zh: '单位代码', en: 'the code of an organisation' })
  @IsOptional()
  @Matches(CODE.pattern)
  orgCode?: string;

  /** Value of the attribute -> position, by code or Chinese name. Values that are not named give no position. */
  @Env('LDAP_POSITIONS', mapping('属性值对应的岗位，例如 {"科主任":"业务部门负责人"}', 'value of the attribute -> position, e.g. {"科主任":"UNIT_BUSINESS_OWNER"}'), { parse: json })
  @IsNotEmptyObject({ nullable: false })
  @IsMapping((word) => POSITION_WORDS.has(word))
  positions: Readonly<Record<string, string>>;
}
