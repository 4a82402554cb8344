import { BadRequestException, HttpException, NotFoundException } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { QueryFailedError } from 'typeorm';
import { translateError } from './translate-error';

const withCode = (code: string, extra: object = {}): Error => Object.assign(new Error('x'), { code, ...extra });

describe('translateError', () => {
  it('leaves an error of the catalogue as it is', () => {
    const error = new DomainError('CASE_HELD');
    expect(translateError(error)).toBe(error);
  });

  it.each([
    ['a refused connection', withCode('ECONNREFUSED', { syscall: 'connect' })],
    ['a database that shuts down', withCode('57P01')],
    ['a statement that took too long', new QueryFailedError('SELECT 1', [], withCode('57014'))],
    ['a lock that nobody gives up', new QueryFailedError('SELECT 1', [], withCode('55P03'))],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    ['an exhausted pool', new Error('timeout exceeded when trying to connect')],
    ['every address of the host refused', new AggregateError([withCode('ECONNREFUSED', { syscall: 'connect' })])],
  ])('tells %s as UNAVAILABLE', (_, error) => {
    expect(translateError(error).code).toBe('UNAVAILABLE');
  });

  it.each([
    ['a broken constraint', new QueryFailedError('INSERT', [], withCode('23505'))],
    ['a program error', new TypeError('undefined is not a function')],
    ['a socket that is not the database', withCode('ECONNREFUSED')],
    ['something that is no error', 'text'],
    ['a missing file', withCode('ENOENT', { syscall: 'open' })],
  ])('tells %s as INTERNAL and keeps the cause', (_, error) => {
    expect(translateError(error)).toMatchObject({ code: 'INTERNAL', cause: error });
  });

  it.each([
    [new BadRequestException(), 'MALFORMED'],
    [new NotFoundException(), 'NOT_FOUND'],
    [new HttpException('x', 413), 'TOO_LARGE'],
    [new HttpException('x', 418), 'MALFORMED'],
    [new HttpException('x', 502), 'INTERNAL'],
    [withCode('FST_ERR_CTP_INVALID_MEDIA_TYPE', { statusCode: 415 }), 'MEDIA_TYPE_REFUSED'],
  ])('gives a refusal of the framework its code', (error, code) => {
    expect(translateError(error).code).toBe(code);
  });
});
