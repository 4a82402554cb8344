import { Global, Module } from '@nestjs/common';
import { RosterRepository } from '@libs/persistence/repositories/roster.repository';
import { ReadingScope } from './reading-scope';

@Global()
@Module({ providers: [ReadingScope, RosterRepository], exports: [ReadingScope, RosterRepository] })
export class ScopeModule {}
