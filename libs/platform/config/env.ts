import 'reflect-metadata';

/** How one setting is read from the environment and explained when it is wrong. */
export interface EnvSpec {
  readonly name: string;
  /** What is expected, in both languages; completes "应为…" and "must be …". */
  readonly expects: { readonly zh: string; readonly en: string };
  readonly parse: (text: string) => unknown;
  /** The value is never printed, right or wrong. */
  readonly secret: boolean;
}

const specs = new Map<object, Map<string, EnvSpec>>();

/** Binds a property to a variable of the environment. An empty variable counts as not set. */
export const Env =
  (
    name: string,
    expects: { zh: string; en: string },
    { parse = (text: string): unknown => text, secret = false }: Partial<Pick<EnvSpec, 'parse' | 'secret'>> = {},
  ): PropertyDecorator =>
  (target, key) => {
    const own = specs.get(target) ?? new Map<string, EnvSpec>();
    specs.set(target, own.set(String(key), { name, expects, parse, secret }));
  };

/** Property -> variable, of one class of settings. */
export const envSpecs = (settings: new () => object): ReadonlyMap<string, EnvSpec> => specs.get(settings.prototype) ?? new Map();

/** Digits only: `1e3`, `0x10` and ` 5` are mistakes, not numbers. Anything else is left for the rule to refuse. */
export const wholeNumber = (text: string): unknown => (/^\d{1,15}$/.test(text) ? Number(text) : text);

export const yesNo = (text: string): unknown => (text === 'true' ? true : text === 'false' ? false : text);

export const listOf = (text: string): unknown => text.split(',').map((part) => part.trim());

export const json = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
};
