import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { KINDS } from '@libs/notify/kinds';
import { PERSONAL, type Preferences } from '@libs/notify/preferences';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CaseRecord } from '@libs/record/record';
import { DataSource } from 'typeorm';
import { audit } from '../audit/audit';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { Operation } from '../openapi/operation';
import { list, nullable, object, oneOf, schema, text } from '../openapi/schema';
import { ReadingScope } from '../scope/reading-scope';
import { PreferenceRepository } from './preference.repository';
import { PreferencesRequest, UnitQuery } from './preferences.dto';

const TIME = text('HH:MM，北京时间');
const FIELDS = {
  channels: { type: 'object', description: '通知种类 -> 方式', additionalProperties: list(oneOf(PERSONAL, '方式')) },
  quiet: nullable(object({ from: TIME, to: TIME })),
  digest: nullable(object({ at: TIME })),
};
const OPTIONAL = ['channels', 'quiet', 'digest'];
const UNIT_PREFERENCES = schema('UnitNotificationPreferences', object(FIELDS, OPTIONAL));
const PREFERENCES = schema('NotificationPreferences', object({ ...FIELDS, email: nullable(text('接收邮件的地址，由系统管理员维护')) }, OPTIONAL));

/** By which channels and when the caller, or the people of a unit, are told. */
@Controller('notifications/preferences')
export class PreferencesController {
  constructor(
    private readonly preferences: PreferenceRepository,
    private readonly scope: ReadingScope,
    private readonly record: CaseRecord,
    private readonly dataSource: DataSource,
  ) {}

  @Operation({ id: 'getPreferences', tag: 'notifications', summary: '我的通知偏好', ok: { status: 200, schema: PREFERENCES }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async mine(@CurrentPerson() { personId }: PersonPrincipal): Promise<Preferences & { readonly email: string | null }> {
    return { ...(await this.preferences.get({ personId })), email: await this.preferences.email(personId) };
  }

  @Operation({ id: 'putPreferences', tag: 'notifications', summary: '设定我的通知偏好；职责所系的通知不能关闭', body: PreferencesRequest, ok: { status: 200, schema: PREFERENCES }, problems: ['NOT_ELIGIBLE'] })
  @Put()
  async set(@CurrentPerson() person: PersonPrincipal, @Body() body: PreferencesRequest): Promise<Preferences & { readonly email: string | null }> {
    await this.preferences.put({ personId: person.personId }, wanted(body));
    return this.mine(person);
  }

  @Operation({ id: 'getUnitPreferences', tag: 'notifications', summary: '单位的通知设定', query: UnitQuery, ok: { status: 200, schema: UNIT_PREFERENCES }, problems: ['NOT_ELIGIBLE', 'OUT_OF_SCOPE'] })
  @Get('unit')
  async ofUnit(@CurrentPerson() person: PersonPrincipal, @Query() { orgCode }: UnitQuery): Promise<Preferences> {
    return this.preferences.get({ orgId: await this.scope.named(person, orgCode) });
  }

  @Operation({ id: 'putUnitPreferences', tag: 'notifications', summary: '设定单位的通知：对未自行设定的人员生效', query: UnitQuery, body: PreferencesRequest, ok: { status: 200, schema: UNIT_PREFERENCES }, problems: ['NOT_ELIGIBLE', 'OUT_OF_SCOPE'] })
  @Put('unit')
  async setOfUnit(@CurrentPerson() person: PersonPrincipal, @Query() { orgCode }: UnitQuery, @Body() body: PreferencesRequest): Promise<Preferences> {
    const orgId = await this.scope.named(person, orgCode);
    await this.mustKeep(person, orgId);
    const preferences = wanted(body);
    await this.dataSource.transaction(async (manager) => {
      await this.preferences.put({ orgId }, preferences, manager);
      await audit(manager, { action: 'UNIT_PREFERENCES_SET', actorKind: 'PERSON', actorId: person.personId, orgId });
    });
    return preferences;
  }

  /** @throws DomainError NOT_ELIGIBLE for whoever is neither a system administrator nor the unit's data administrator */
  private async mustKeep({ personId, assignments }: PersonPrincipal, orgId: string): Promise<void> {
    if (assignments.some(({ position, org }) => position === 'SYSTEM_ADMINISTRATOR' || (position === 'UNIT_DATA_ADMINISTRATOR' && org.id === orgId))) return;
    const row = this.record.refusals.rowFor({ action: 'SET_UNIT_PREFERENCES', actor_kind: 'PERSON', actor_id: personId, org_id: orgId, case_id: null, refused: 'NOT_ELIGIBLE', details: {} });
    if (row) await this.record.audit([row]);
    throw new DomainError('NOT_ELIGIBLE');
  }
}

/** @throws DomainError FORM_INVALID where a duty would be muted, or where somebody wants a thing and not */
function wanted({ channels = [], quiet, noQuiet, digest, noDigest }: PreferencesRequest): Preferences {
  const duties = channels.flatMap(({ kind, by }, index) => (KINDS[kind].duty !== undefined && by.length < PERSONAL.length ? [fault(`channels[${index}].kind`, 'DUTY', '此类通知关系职责，不能关闭', 'Duties cannot be muted')] : []));
  const both = [...(quiet && noQuiet ? [fault('noQuiet', 'CONTRADICTION', '与免打扰时段矛盾', 'Contradicts the quiet hours')] : []), ...(digest && noDigest ? [fault('noDigest', 'CONTRADICTION', '与每日汇总矛盾', 'Contradicts the digest')] : [])];
  const twice = channels.flatMap(({ kind }, index) => (channels.findIndex((one) => one.kind === kind) < index ? [fault(`channels[${index}].kind`, 'DUPLICATE', '重复', 'Twice')] : []));
  const errors = [...duties, ...twice, ...both];
  if (errors.length > 0) throw new DomainError('FORM_INVALID', { errors });
  return {
    ...(channels.length > 0 && { channels: Object.fromEntries(channels.map(({ kind, by }) => [kind, by])) }),
    ...((quiet ?? noQuiet) && { quiet: quiet ?? null }),
    ...((digest ?? noDigest) && { digest: digest ?? null }),
  };
}

const fault = (path: string, code: string, zh: string, en: string): { path: string; code: string; message: { zh: string; en: string } } => ({ path, code, message: { zh, en } });
