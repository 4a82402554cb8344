import { applyDecorators } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FormClass } from '@libs/forms/registry';
import type { ErrorCode } from '@libs/platform/errors/catalogue';
import type { Schema } from './schema';

export interface Success {
  /** 303: the browser is sent on. */
  readonly status: 200 | 201 | 202 | 204 | 303;
  readonly schema?: Schema;
  /** `application/json` unless given. */
  readonly mediaTypes?: readonly string[];
  /** In another media type for who asks for it with `Accept`. */
  readonly also?: Readonly<Record<string, Schema>>;
  /** OpenAPI links: name -> operation and where its parameters come from. */
  readonly links?: Readonly<Record<string, { readonly operationId: string; readonly parameters: Readonly<Record<string, string>> }>>;
}

/** Everything that the document says of one route. What follows from its shape (see `problems.ts`) need not be said. */
export interface OperationSpec {
  /** Unique; camelCase. */
  readonly id: string;
  readonly tag: string;
  /** zh-CN */
  readonly summary: string;
  readonly public?: boolean;
  /** A class of libs/forms, or a schema where the body is none. */
  readonly body?: FormClass | Schema;
  readonly bodyTypes?: readonly string[];
  readonly query?: FormClass;
  /** Takes `Idempotency-Key`. */
  readonly idempotent?: boolean;
  readonly ok: Success;
  /** A further success, e.g. 201 beside 200. */
  readonly alsoOk?: Success;
  readonly problems?: readonly ErrorCode[];
}

const operations = new Map<string, OperationSpec>();

/** What is known of an operation by its id. */
export const operationSpec = (id: string): OperationSpec | undefined => operations.get(id);

/**
 * Describes a route in the OpenAPI document. Every handler has one: the document refuses to be made without it. The
 * paths are found by @nestjs/swagger; everything else is said here, so that the document is the same in a build (where
 * its compiler plugin runs) and in a test (where it does not).
 */
export const Operation = (spec: OperationSpec): MethodDecorator => {
  if (operations.has(spec.id)) throw new Error(`two operations are called ${spec.id}`);
  operations.set(spec.id, spec);
  return applyDecorators(ApiOperation({ operationId: spec.id }));
};
