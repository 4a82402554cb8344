import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authenticator } from '../auth/authenticator';
import { CurrentPerson, CurrentToken } from '../auth/current-principal';
import type { Authenticated, PersonPrincipal } from '../auth/principal';
import { UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { EventsQuery } from './events.dto';
import { EventsService } from './events.service';

@Controller('events')
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly authenticator: Authenticator,
  ) {}

  @Operation({
    id: 'streamEvents',
    tag: 'notifications',
    summary: '实时更新：notification（新通知，可凭 Last-Event-ID 续传）、counts（待办与未读数量）、case（所看办件有变化）',
    query: EventsQuery,
    ok: { status: 200, schema: { type: 'string' }, mediaTypes: ['text/event-stream'] },
    problems: ['NOT_ELIGIBLE', 'TOO_MANY_REQUESTS'],
  })
  @Get('stream')
  async stream(@CurrentPerson() { personId }: PersonPrincipal, @CurrentToken() token: Authenticated, @Query() { cases }: EventsQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const stream = await this.events.open({ personId, caseIds: cases?.split(',') ?? [], lastEventId: lastEventIdOf(request), stillSignedIn: () => this.authenticator.mustStand(token) });
    await reply.header('content-type', 'text/event-stream').header('cache-control', 'no-store').header('x-accel-buffering', 'no').send(stream.readable);
  }
}

/** What is no id of ours is none: the reader is told from now on. */
const lastEventIdOf = ({ headers }: FastifyRequest): string | undefined => {
  const id = headers['last-event-id'];
  return typeof id === 'string' && UUID_KEY.test(id) ? id : undefined;
};
