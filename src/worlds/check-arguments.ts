import type { z } from 'zod';
import type { Json } from '#base';

const MAX_DEPTH = 32;
const MAX_VALUES = 20_000;
const MAX_CHARACTERS = 1_000_000;
const MAX_PROBLEMS = 8;
const tooMany = `expected at most ${MAX_VALUES} values in the arguments, got more`;

/**
 * What is wrong with a call's arguments before any schema looks at them, in words for the agent; null when nothing is.
 * Bounds: 32 levels, 20,000 values, 1,000,000 characters of text, so that a hostile call costs no more than its own trial.
 */
export function boundArguments(args: Json): string | null {
  if (args === null || typeof args !== 'object' || Array.isArray(args)) {
    return `expected the arguments to be a JSON object, got ${nameOf(args)}`;
  }
  let values = 0;
  let characters = 0;
  const pending: { value: Json | undefined; depth: number }[] = [{ value: args, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) return `expected at most ${MAX_DEPTH} levels of nesting in the arguments, got more`;
      const size = Array.isArray(value) ? value.length : Object.keys(value).length;
      // Before they are put down for the next rounds: a million elements would be held twice
      if (values + pending.length + size > MAX_VALUES) return tooMany;
      for (const [key, member] of Object.entries(value)) {
        characters += key.length;
        pending.push({ value: member, depth: depth + 1 });
      }
    }
    if (characters > MAX_CHARACTERS) return `expected at most ${MAX_CHARACTERS} characters of text, got more`;
  }
  return null;
}

/**
 * A schema's complaints as the agent reads them: each field with what was expected. At most eight.
 *
 * @example argumentProblems(error, ['order_id']) // 'order_id: expected string, got nothing'
 */
export function argumentProblems(error: z.ZodError, known: readonly string[]): string {
  const problems = error.issues.slice(0, MAX_PROBLEMS).map((issue) => problem(issue, known));
  const more = error.issues.length - problems.length;
  return [...problems, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function problem(issue: z.core.$ZodIssue, known: readonly string[]): string {
  const place = issue.path.map(String).join('.').slice(0, 200);
  if (issue.code === 'unrecognized_keys') return unknownMembers(issue.keys, place, known);
  if (issue.code === 'invalid_type') {
    const got = issue.message.endsWith('received undefined') ? 'nothing' : issue.message.replace(/^.*received /s, '');
    return `${place}: expected ${issue.expected}, got ${got}`;
  }
  return `${place === '' ? '' : `${place}: `}${lowerFirst(issue.message)}`;
}

function unknownMembers(keys: readonly string[], place: string, known: readonly string[]): string {
  const names = keys.slice(0, 5).map((key) => key.slice(0, 80));
  const where = place === '' ? '' : `${place}: `;
  const takes = place === '' ? `; this tool takes ${known.length === 0 ? 'no arguments' : known.join(', ')}` : '';
  return `${where}unknown argument ${names.join(', ')}${takes}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1, 500);
}

function nameOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
