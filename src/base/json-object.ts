import type { Json } from './canonical-json.ts';

/** An object of JSON; a member that is `undefined` does not exist. */
export type JsonObject = { readonly [key: string]: Json | undefined };

/** Whether a value is an object, neither list nor null. What its members hold is not looked at. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
