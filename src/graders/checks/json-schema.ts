import { createRequire } from 'node:module';
import type { Ajv2020, AnySchema, ErrorObject } from 'ajv/dist/2020.js';
import { type Json, SeatrialError } from '#base';
import { linearPattern } from '../pattern/linear-pattern.ts';

/** Says what does not fit a JSON Schema: null when everything does. */
export type JsonSchemaTest = (value: Json) => string | null;

let Ajv: typeof Ajv2020 | null = null;

/**
 * Compiles a JSON Schema (draft 2020-12). Its patterns run in linear time; `format` is an annotation; references outside the schema are refused.
 *
 * @throws GRADERS_BAD_SCHEMA for a schema that cannot be compiled, GRADERS_BAD_PATTERN for a pattern in it that cannot be run
 */
export function compileJsonSchema(schema: Readonly<Record<string, Json>>): JsonSchemaTest {
  Ajv ??= loadAjv();
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false, code: { regExp: patternOfSchema } });
  try {
    const fits = ajv.compile(schema as AnySchema);
    return (value) => (fits(value) === true ? null : describe(fits.errors?.[0]));
  } catch (cause) {
    if (cause instanceof SeatrialError) throw cause;
    throw new SeatrialError('GRADERS_BAD_SCHEMA', {
      message: `expected a JSON Schema, got one that cannot be compiled: ${cause instanceof Error ? cause.message : 'unknown'}`,
      hint: 'use draft 2020-12, without references to other documents',
      cause,
    });
  }
}

// Loaded with the first schema: most suites have none, and it takes long to load.
function loadAjv(): typeof Ajv2020 {
  return (createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')).Ajv2020;
}

function describe(error: ErrorObject | undefined): string {
  return `${error?.instancePath || 'the value'} ${error?.message ?? 'does not fit'}`;
}

/** What ajv asks of a regular expression engine. It tells patterns apart by their text form. */
function patternOfSchema(source: string): { test: (text: string) => boolean; toString: () => string } {
  const pattern = linearPattern(source, { ignoreCase: false });
  return { test: (text) => pattern.find(text) !== null, toString: () => source };
}
patternOfSchema.code = 'linearPattern';
