import { z } from 'zod';
import type { Json } from '#base';
import { formatPath, suiteSchema } from '#schema';
import type { AuthoredDocument } from './authored-document.ts';
import { nearestWord } from './nearest-word.ts';
import type { SuiteProblem } from './suite-problem.ts';

type Issue = z.core.$ZodIssue;

/**
 * Checks a part of a document against a schema. All that does not fit is told, each with its place.
 *
 * @param path where the part stands in the document
 * @returns the parsed part, or null with at least one problem
 */
export function parsePart<Schema extends z.ZodType>(
  schema: Schema,
  value: Json,
  document: AuthoredDocument,
  path: readonly PropertyKey[],
): { readonly part: z.infer<Schema> | null; readonly problems: readonly SuiteProblem[] } {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return { part: parsed.data, problems: [] };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, document, path));
  return { part: null, problems };
}

function problemsOf(issue: Issue, document: AuthoredDocument, above: readonly PropertyKey[]): SuiteProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      problem(
        `expected a field of ${path.length === 0 ? 'a suite' : formatPath(path)}, got ${key}`,
        unknownKey(key),
        document,
        [...path, key],
      ),
    );
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return nearestBranch(issue).flatMap((inner) => problemsOf(inner, document, path));
  if (issue.code === 'invalid_key')
    return issue.issues.map((inner) => problem(expectation(inner), fieldsHint, document, path));
  return [problem(expectation(issue), hintFor(issue), document, path)];
}

function hintFor(issue: Issue): string {
  const got = givenTo(issue);
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof got === 'number')
    return `put it in quotes: "${got}"`;
  const meant = typeof got === 'string' ? nearestWord(got, allowedBy(issue)) : null;
  return meant === null ? fieldsHint : `did you mean ${meant}?`;
}

function allowedBy(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  return issue.code === 'invalid_union' && 'options' in issue ? (issue.options ?? []).map(String) : [];
}

// Of a mapping whose form is chosen by one field, the value of that field.
function givenTo(issue: Issue): unknown {
  const { input } = issue;
  if (issue.code !== 'invalid_union' || !('discriminator' in issue) || issue.discriminator === undefined) return input;
  return typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[issue.discriminator] : input;
}

const fieldsHint = '`seatrial schema suite` describes the fields';

function problem(
  message: string,
  hint: string,
  document: AuthoredDocument,
  path: readonly PropertyKey[],
): SuiteProblem {
  return { code: 'SUITES_BAD_FIELD', message, hint, where: { ...document.place(path), path: formatPath(path) } };
}

function unknownKey(key: string): string {
  const meant = nearestWord(key, fieldNames());
  return meant === null ? fieldsHint : `did you mean ${meant}? ${fieldsHint}`;
}

// Of several forms the author meant the one that comes nearest: not one of another type or kind, then the one with the fewest mistakes.
function nearestBranch(union: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] {
  const distance = (branch: readonly Issue[]): number =>
    branch.length +
    (branch.some(({ code, path }) => code === 'invalid_type' && path.length === 0) ? 2000 : 0) +
    (branch.some(({ code, path }) => code === 'invalid_value' && path.length === 1) ? 1000 : 0);
  const inOrder = [...union.errors].sort((left, right) => distance(left) - distance(right));
  const [nearest = []] = inOrder;
  if (distance(nearest) < 2000) return nearest;
  // nothing comes near: say all that would be right
  const expected = [...new Set(inOrder.flatMap(([first]) => (first === undefined ? [] : [expectedOf(first)])))];
  const message = expectationOf(expected.join(' or '), union.input, union.path);
  return [{ code: 'custom', path: [], message, input: union.input }];
}

function expectation(issue: Issue): string {
  if (issue.code === 'custom') return issue.message;
  return expectationOf(expectedOf(issue), givenTo(issue), issue.path);
}

function expectationOf(expected: string, got: unknown, path: readonly PropertyKey[]): string {
  const field = path.at(-1);
  // a field that is not there has no line of its own, so the sentence names it
  if (got === undefined && typeof field === 'string') return `expected ${field}, ${expected}; got nothing`;
  return `expected ${expected}, got ${shown(got)}`;
}

function expectedOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue ? oneOf(issue.options ?? []) : 'another form';
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return issue.message.replace(/^expected /, '');
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of fields',
  record: 'a mapping of names to values',
  null: 'null',
};

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' elements' : '';
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.map(String).join(', ')}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === '') return 'empty text';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a mapping';
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length} characters)` : text;
}

let names: readonly string[] | null = null;

/** The names of all fields that occur anywhere in a suite. */
function fieldNames(): readonly string[] {
  names ??= [...collectNames(z.toJSONSchema(suiteSchema, { io: 'input', unrepresentable: 'any' }))];
  return names;
}

function collectNames(schema: unknown, into: Set<string> = new Set()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return into;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') for (const name of Object.keys(value as object)) into.add(name);
    collectNames(value, into);
  }
  return into;
}
