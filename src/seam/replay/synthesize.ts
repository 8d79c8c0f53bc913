import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json } from '#base';
import { jsonPlaces } from '../json/json-places.ts';

type Schema = { readonly [member: string]: Json };

const mostDepth = 20;

/**
 * A plain value that fits a JSON Schema: what the schema itself names (const, default, examples, enum), else the emptiest of its type, required
 * members only. Null where that does not fit, because the schema asks for more than types and names: patterns, references, conditions.
 *
 * @example synthesize({ type: 'object', properties: { total: { type: 'number', minimum: 1 } }, required: ['total'] }) // { value: { total: 1 } }
 */
export function synthesize(schema: Json): { readonly value: Json } | null {
  if (asksForPatterns(schema)) return null;
  const value = plain(schema, 0);
  try {
    const fits = new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(
      structuredClone(schema) as object,
    );
    return fits(value) ? { value } : null;
  } catch {
    return null;
  }
}

// A plain value fits none, and a pattern from outside could be made to take for ever.
function asksForPatterns(schema: Json): boolean {
  return jsonPlaces(schema).some(({ parts, value }) => {
    const member = parts.at(-1);
    return (member === 'pattern' && typeof value === 'string') || member === 'patternProperties';
  });
}

function plain(schema: Json | undefined, depth: number): Json {
  if (!isSchema(schema) || depth > mostDepth) return null;
  const named = namedValue(schema);
  if (named !== undefined) return named;
  const [choice] = [schema['oneOf'], schema['anyOf']].flatMap((list) => (Array.isArray(list) ? [list[0] as Json] : []));
  if (choice !== undefined) return plain(choice, depth + 1);
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  switch (type) {
    case 'object':
      return plainObject(schema, depth);
    case 'array':
      return Array.from({ length: Math.min(number(schema['minItems']), 100) }, () => plain(schema['items'], depth + 1));
    case 'string':
      return 'a'.repeat(Math.min(number(schema['minLength']), 1000));
    case 'number':
    case 'integer':
      return number(schema['minimum']);
    case 'boolean':
      return false;
    default:
      return isSchema(schema['properties']) ? plainObject(schema, depth) : null;
  }
}

function namedValue(schema: Schema): Json | undefined {
  if (schema['const'] !== undefined) return schema['const'];
  if (schema['default'] !== undefined) return schema['default'];
  const lists = [schema['examples'], schema['enum']];
  return lists.flatMap((list) => (Array.isArray(list) ? [list[0] as Json] : []))[0];
}

function plainObject(schema: Schema, depth: number): Json {
  const { properties, required } = schema;
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  const known = isSchema(properties) ? properties : {};
  return Object.fromEntries(
    names.map((name) => [name, plain(Object.hasOwn(known, name) ? known[name] : undefined, depth + 1)]),
  );
}

function isSchema(value: Json | undefined): value is Schema {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function number(value: Json | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0;
}
