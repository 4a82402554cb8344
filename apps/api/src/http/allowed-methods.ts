import { Injectable } from '@nestjs/common';

/** `/tasks/:id` -> a pattern that takes one non-empty segment for each parameter. */
const patternOf = (route: string): RegExp =>
  new RegExp(`^${route.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')}/?$`);

/** Which methods a path has, for the `Allow` header of a 405. Filled while routes are registered. */
@Injectable()
export class AllowedMethods {
  private readonly routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();

  add(route: string, methods: string | readonly string[]): void {
    if (route.includes('*')) return;
    const known = this.routes.get(route) ?? { pattern: patternOf(route), methods: new Set<string>() };
    for (const method of typeof methods === 'string' ? [methods] : methods) known.methods.add(method);
    this.routes.set(route, known);
  }

  /** Sorted; empty when no route has this path. */
  of(path: string): readonly string[] {
    const methods = [...this.routes.values()].filter(({ pattern }) => pattern.test(path)).flatMap((route) => [...route.methods]);
    return [...new Set(methods)].sort();
  }
}
