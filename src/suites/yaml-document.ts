import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import type { Place } from '#base';
import { formatPath } from '#schema';
import type { AuthoredDocument } from './authored-document.ts';
import { NotJson, plainJson } from './plain-json.ts';
import type { SuiteProblem } from './suite-problem.ts';

/** Uses of anchors beyond this are a small file that expands without bound. */
const mostAliases = 1000;

/**
 * Reads a YAML or JSON text (YAML 1.2, core schema, no tags of one's own). Every place of it can be found again by line and column.
 *
 * What would silently become another value is a problem: doubled keys, numbers with leading zeros such as a postcode 01234 without quotes,
 * numbers too long to be held.
 *
 * @param file as problems name it
 */
export function yamlDocument(text: string, file: string): AuthoredDocument {
  const lines = new LineCounter();
  const parsed = attempt(() => parseDocument(text, { ...options, lineCounter: lines }));
  if (parsed === null) return unreadable(file, [tooDeep(file)]);
  const position = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const place = (path: readonly PropertyKey[]): Place => placeOf(parsed, path, position, file);
  if (parsed.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return unreadable(file, [tooDeep(file)]);
  // the first mistakes in form are real, later ones mostly follow from them
  const broken = [...parsed.errors, ...parsed.warnings].slice(0, 20).map((error) => brokenForm(error, position));
  if (broken.length > 0) return unreadable(file, broken);
  return { ...expandedValue(parsed, file, place, position), file, place };
}

const options = {
  prettyErrors: false,
  logLevel: 'error',
  schema: 'core',
  resolveKnownTags: false,
  // the parser compares every key with every other; it is done below in one pass
  uniqueKeys: false,
  version: '1.2',
} as const;

function expandedValue(
  parsed: Document,
  file: string,
  place: AuthoredDocument['place'],
  position: (offset: number) => Place,
): Pick<AuthoredDocument, 'value' | 'problems'> {
  const problems = silentChanges(parsed, position);
  try {
    const expanded = attempt(() => ({ value: parsed.toJS({ maxAliasCount: mostAliases }) as unknown }));
    if (expanded === null) return { value: undefined, problems: [tooDeep(file)] };
    return { value: plainJson(expanded.value), problems };
  } catch (cause) {
    if (!(cause instanceof NotJson)) throw cause;
    const where = { ...place(cause.path), path: formatPath(cause.path) };
    const { code, message, hint = '' } = cause;
    return { value: undefined, problems: [...problems, { code, message, hint, where }] };
  }
}

// Nesting thousands of levels deep exhausts the parser's stack, which it reports in one way or throws; too many aliases it throws.
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function unreadable(file: string, problems: readonly SuiteProblem[]): AuthoredDocument {
  return { file, value: undefined, problems, place: () => ({ file }) };
}

function tooDeep(file: string): SuiteProblem {
  return {
    code: 'SUITES_BAD_YAML',
    message: 'expected YAML of bounded depth and size, got text that expands beyond it',
    hint: 'write the repeated parts out, or split the suite with include',
    where: { file },
  };
}

function brokenForm(
  error: { message: string; pos: [number, number] },
  position: (offset: number) => Place,
): SuiteProblem {
  return {
    code: 'SUITES_BAD_YAML',
    message: `expected YAML, got a mistake in its form: ${error.message.split('\n')[0]}`,
    hint: 'mend this line; text with a colon, a hash or a leading special character goes in quotes',
    where: position(error.pos[0]),
  };
}

function silentChanges(parsed: Document, position: (offset: number) => Place): SuiteProblem[] {
  const problems: SuiteProblem[] = [];
  const tell = (node: { range?: [number, number, number] | null }, problem: Omit<SuiteProblem, 'where'>): void => {
    problems.push({ ...problem, where: position(node.range?.[0] ?? 0) });
  };
  visit(parsed, {
    Scalar(_, node) {
      if (isLeadingZero(node)) tell(node, changedNumber(node));
    },
    Map(_, { items }) {
      const known = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (known.has(name)) tell(key, doubledKey(name));
        known.add(name);
      }
    },
  });
  return problems;
}

function isLeadingZero(node: Scalar): boolean {
  return typeof node.value === 'number' && node.source !== undefined && /^[-+]?0\d/.test(node.source);
}

function changedNumber({ source, value }: Scalar): Omit<SuiteProblem, 'where'> {
  return {
    code: 'SUITES_CHANGED_NUMBER',
    message: `expected text in quotes or a number without leading zeros, got ${source}, which YAML reads as ${value}`,
    hint: `write "${source}" if it is a postcode, a code or an id`,
  };
}

function doubledKey(name: string): Omit<SuiteProblem, 'where'> {
  return {
    code: 'SUITES_DOUBLED_KEY',
    message: `expected each field once, got ${name} twice`,
    hint: 'only the last would count; take one out',
  };
}

/** The deepest part of the path that exists in the text: a missing field is reported where it should have been. */
function placeOf(
  document: Document,
  path: readonly PropertyKey[],
  position: (offset: number) => Place,
  file: string,
): Place {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : nodeAt(document, path.slice(0, depth));
    if (isNode(node) && node.range) return position(node.range[0]);
  }
  return { file };
}

/** The key of a field, or an element of a list. */
function nodeAt(document: Document, path: readonly PropertyKey[]): unknown {
  let parent: unknown = document.contents;
  for (const part of path.slice(0, -1)) {
    if (isAlias(parent)) parent = parent.resolve(document);
    if (!isCollection(parent)) return undefined;
    parent = parent.get(part, true);
  }
  if (isAlias(parent)) parent = parent.resolve(document);
  const last = path.at(-1);
  if (isMap(parent)) return parent.items.find(({ key }) => isScalar(key) && key.value === last)?.key;
  return isCollection(parent) ? parent.get(last, true) : undefined;
}
