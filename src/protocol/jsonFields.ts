/** Reads fields of parsed JSON by kind, so that what comes out is what its type says. */

/** Thrown by the readers below; callers turn it into what their user should read. */
export class FieldError extends Error {
  constructor(
    readonly field: string,
    expected: string,
  ) {
    super(`${field} is not ${expected}`);
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** @throws FieldError unless the text is one JSON object */
export function parseObject(text: string, name: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FieldError(name, 'JSON');
  }
  return asObject(value, name);
}

export function asObject(value: unknown, name: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FieldError(name, 'an object');
  }
  return value as JsonObject;
}

export function asString(value: unknown, name: string): string {
  if (typeof value !== 'string') {
    throw new FieldError(name, 'text');
  }
  return value;
}

/** Any finite number. */
export function asNumber(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new FieldError(name, 'a number');
  }
  return value;
}

export function asBoolean(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') {
    throw new FieldError(name, 'true or false');
  }
  return value;
}

export function asOneOf<const Choice extends string>(value: unknown, choices: readonly Choice[], name: string): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    throw new FieldError(name, `one of ${choices.join(', ')}`);
  }
  return found;
}

export function asList<Item>(value: unknown, item: (value: unknown, name: string) => Item, name: string): Item[] {
  if (!Array.isArray(value)) {
    throw new FieldError(name, 'a list');
  }
  return value.map((entry: unknown, at) => item(entry, `${name}[${at}]`));
}

/** null stays null, and so does what is missing. */
export function orNull<Value>(value: unknown, read: (value: unknown, name: string) => Value, name: string): Value | null {
  return value === null || value === undefined ? null : read(value, name);
}
