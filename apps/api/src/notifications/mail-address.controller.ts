import { Body, Controller, HttpCode, Put } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CaseRecord } from '@libs/record/record';
import { DataSource } from 'typeorm';
import { audit } from '../audit/audit';
import { mustHold } from '../auth/administrators';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { Operation } from '../openapi/operation';
import { PreferenceRepository } from './preference.repository';
import { MailAddressRequest } from './preferences.dto';

/** Where mail reaches somebody is kept by the system administrators: a session that was taken over must not lead messages elsewhere. */
@Controller('persons')
export class MailAddressController {
  constructor(
    private readonly preferences: PreferenceRepository,
    private readonly record: CaseRecord,
    private readonly dataSource: DataSource,
  ) {}

  @Operation({ id: 'putMailAddress', tag: 'roster', summary: '设定接收通知的邮件地址', body: MailAddressRequest, ok: { status: 204 }, problems: ['NOT_ELIGIBLE'] })
  @Put(':id/mail-address')
  @HttpCode(204)
  async put(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @Body() body: MailAddressRequest): Promise<void> {
    await mustHold(this.record, person, 'SYSTEM_ADMINISTRATOR', 'SET_MAIL_ADDRESS');
    const email = body.email ?? null;
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.preferences.setEmail(manager, id, email))) throw new DomainError('NOT_FOUND');
      // Whose it is and whether there is one; the address itself is no matter of the audit.
      await audit(manager, { action: 'MAIL_ADDRESS_SET', actorKind: 'PERSON', actorId: person.personId, details: { personId: id, set: email !== null } });
    });
  }
}
