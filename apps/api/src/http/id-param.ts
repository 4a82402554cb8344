import { Param } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id of a path. What is not a UUID names nothing: 404, not a different answer that tells how ids look. */
export const IdParam = (name = 'id'): ParameterDecorator =>
  Param(name, {
    transform: (value: unknown): string => {
      if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase();
      throw new DomainError('NOT_FOUND');
    },
  });
