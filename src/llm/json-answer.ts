import { createRequire } from 'node:module';
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import type { Json } from '#base';
import { parseBoundedJson } from '#schema';
import { type ChatAnswer, ModelFailure } from './chat-model.ts';

type JsonSchema = { readonly [key: string]: Json };

const mostCharacters = 1_000_000;
const validators = new WeakMap<JsonSchema, ValidateFunction>();
let Ajv: typeof Ajv2020 | null = null;

/**
 * An answer whose text is JSON that fits the schema: a code fence around it taken off, parsed within bounds, checked.
 *
 * @throws ModelFailure `bad-answer`, with the answer, when it is no JSON or does not fit
 */
export function jsonAnswer(answer: ChatAnswer, schema: JsonSchema): ChatAnswer {
  const text = withoutFence(answer.text);
  const validate = validators.get(schema) ?? compiled(schema);
  if (validate(parsed(text, answer))) return { ...answer, text };
  const [first] = validate.errors ?? [];
  const problem = `${first?.instancePath || 'it'} ${first?.message}`;
  throw new ModelFailure('bad-answer', `the answer does not fit its schema: ${problem}`, { answer });
}

function parsed(text: string, answer: ChatAnswer): Json {
  try {
    return parseBoundedJson(text, 'the answer', { maxChars: mostCharacters, maxDepth: 60 });
  } catch (cause) {
    throw new ModelFailure('bad-answer', 'the answer is no JSON text', { answer, cause });
  }
}

function compiled(schema: JsonSchema): ValidateFunction {
  Ajv ??= loadAjv();
  const validate = new Ajv({ strict: false, allErrors: false, validateFormats: false }).compile(schema);
  validators.set(schema, validate);
  return validate;
}

// Loaded with the first schema: most runs ask no model for JSON, and it takes long to load.
function loadAjv(): typeof Ajv2020 {
  return (createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')).Ajv2020;
}

function withoutFence(answer: string): string {
  const text = answer.trim();
  if (!text.startsWith('```')) return text;
  const from = text.indexOf('\n') + 1;
  const to = text.lastIndexOf('```');
  return to > from ? text.slice(from, to).trim() : text;
}
