import type { Json, JsonObject } from '#base';

/** A list or an object. */
export type JsonContainer = readonly Json[] | JsonObject;

/** Whether a value is a list or an object. */
export function isContainer(value: Json | undefined): value is JsonContainer {
  return typeof value === 'object' && value !== null;
}

/** The own members of an object or list by name; members that are undefined do not exist. A list's names are its indices. */
export function membersOf(container: JsonContainer): ReadonlyMap<string, Json> {
  return new Map(
    Object.entries(container).filter(
      (member): member is [string, Json] => (member[1] as Json | undefined) !== undefined,
    ),
  );
}
