import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json } from '#base';
import { parseBoundedJson } from '#schema';
import { ModelFailure } from './chat-model.ts';

type JsonSchema = { readonly [key: string]: Json };

const mostCharacters = 1_000_000;
const validators = new WeakMap<JsonSchema, ValidateFunction>();

/**
 * The JSON text in a model's answer: without a code fence around it, parsed within bounds and checked against the schema.
 *
 * @throws ModelFailure `bad-answer` when the answer is no JSON or does not fit
 */
export function jsonAnswer(answer: string, schema: JsonSchema): string {
  const text = withoutFence(answer);
  const value = parsed(text);
  const validate = validators.get(schema) ?? compiled(schema);
  if (validate(value)) return text;
  const [first] = validate.errors ?? [];
  throw new ModelFailure(
    'bad-answer',
    `the answer does not fit its schema: ${first?.instancePath || 'it'} ${first?.message}`,
  );
}

function parsed(text: string): Json {
  try {
    return parseBoundedJson(text, 'the answer', { maxChars: mostCharacters, maxDepth: 60 });
  } catch (cause) {
    throw new ModelFailure('bad-answer', 'the answer is no JSON text', { cause });
  }
}

function compiled(schema: JsonSchema): ValidateFunction {
  const validate = new Ajv2020({ strict: false, allErrors: false, validateFormats: false }).compile(schema);
  validators.set(schema, validate);
  return validate;
}

function withoutFence(answer: string): string {
  const text = answer.trim();
  if (!text.startsWith('```')) return text;
  const from = text.indexOf('\n') + 1;
  const to = text.lastIndexOf('```');
  return to > from ? text.slice(from, to).trim() : text;
}
