import { Param } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { UUID } from './codes';

const ID = new RegExp(`^${UUID}$`, 'i');
const NUMBER = /^[1-9]\d{0,5}$/;

/** What is not written as it has to be names nothing: 404, not a different answer that tells how ids look. */
function written(value: unknown, pattern: RegExp): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw new DomainError('NOT_FOUND');
}

/** An id in a path. */
export const IdParam = (name = 'id'): ParameterDecorator => Param(name, { transform: (value: unknown): string => written(value, ID).toLowerCase() });

/** A number in a path, from 1: of a revision or a version. */
export const NumberParam = (name: string): ParameterDecorator => Param(name, { transform: (value: unknown): number => Number(written(value, NUMBER)) });
