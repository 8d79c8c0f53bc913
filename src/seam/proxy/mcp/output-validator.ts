import { createRequire } from 'node:module';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json } from '#base';

/** Whether a value fits a schema. */
export type Validator = (value: Json) => boolean;

let Ajv: typeof Ajv2020 | null = null;

/**
 * A validator for a tool's output schema. A schema from outside may be anything; one that cannot be compiled accepts everything, as it does for
 * clients that do not look.
 */
export function outputValidator(schema: { readonly [key: string]: Json }): Validator {
  Ajv ??= loadAjv();
  try {
    // one of its own for each schema: two servers may give theirs the same id
    const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(structuredClone(schema));
    return (value) => validate(value) === true;
  } catch {
    return () => true;
  }
}

// Loaded with the first schema: it takes longer to load than all the rest of a stdio shim, which most often needs none.
function loadAjv(): typeof Ajv2020 {
  return (createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')).Ajv2020;
}
