import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#base';
import { yamlDocument } from './yaml-document.ts';

const problems = (text: string): string[] =>
  yamlDocument(text, 'a.yaml').problems.map(({ code, where }) => `${code} ${where.line ?? '-'}:${where.column ?? '-'}`);

describe('yamlDocument', () => {
  it('reads any JSON as what it is', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }).filter(isExact), (value) => {
        const text = JSON.stringify(value);
        const document = yamlDocument(text, 'a.json');
        expect(document.problems).toEqual([]);
        expect(canonicalJson(document.value ?? null)).toBe(canonicalJson(JSON.parse(text)));
      }),
    ));

  it('finds places by key, by element, through anchors, and beside what is missing', () => {
    const { place } = yamlDocument('a: &x\n  - b: 1\n  -  c: 2\nd: *x\n', 'a.yaml');
    expect(place(['a', 1, 'c'])).toEqual({ file: 'a.yaml', line: 3, column: 6 });
    expect(place(['d', 0, 'b'])).toEqual({ file: 'a.yaml', line: 2, column: 5 });
    expect(place(['a', 0, 'nowhere', 'at', 'all'])).toEqual({ file: 'a.yaml', line: 2, column: 5 });
    expect(place(['nowhere'])).toEqual({ file: 'a.yaml', line: 1, column: 1 });
  });

  // YAML 1.2 core schema: 0o10 is octal, 01234 decimal, and yes, no and dates are text.
  it('leaves words and dates as text', () => {
    expect(yamlDocument('[yes, no, 2026-03-10, 12e1, 1_000]', 'a.yaml').value).toEqual([
      'yes',
      'no',
      '2026-03-10',
      120,
      '1_000',
    ]);
  });

  it.each([
    ['a leading zero that YAML drops', 'a: 007', 'SUITES_CHANGED_NUMBER 1:4'],
    ['a number too long to be held', 'a: 12345678901234567890', 'SUITES_NOT_JSON 1:1'],
    ['not a number', 'a: [.nan]', 'SUITES_NOT_JSON 1:5'],
    ['infinity', 'a: -.inf', 'SUITES_NOT_JSON 1:1'],
    ['a doubled key', 'a: 1\na: 2', 'SUITES_DOUBLED_KEY 2:1'],
    ['a tag of its own', 'a: !!binary aGVsbG8=', 'SUITES_BAD_YAML 1:4'],
    ['a bracket left open', 'a: [1', 'SUITES_BAD_YAML 1:6'],
    ['two documents', 'a: 1\n---\nb: 2', 'SUITES_BAD_YAML 2:1'],
    ['nesting without end', '['.repeat(100_000), 'SUITES_BAD_YAML -:-'],
    ['aliases that multiply', `a: &a [x,x,x,x,x,x,x,x,x]\n${bomb('bcdefghi')}`, 'SUITES_BAD_YAML -:-'],
  ])('refuses %s', (_, text, problem) => {
    expect(problems(text)[0]).toBe(problem);
  });

  it('refuses more nesting than a hundred levels, where it stands', () => {
    expect(problems(`a: ${'['.repeat(120)}${']'.repeat(120)}`)).toEqual([expect.stringMatching(/^SUITES_NOT_JSON 1:/)]);
  });

  it('takes tens of thousands of keys without comparing them all with each other', () => {
    const keys = Array.from({ length: 40_000 }, (_, at) => `k${at}: ${at}`).join('\n');
    expect(Object.keys(yamlDocument(keys, 'a.yaml').value ?? {})).toHaveLength(40_000);
  });

  it('never throws, whatever the text', () =>
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void yamlDocument(text, 'a.yaml'))));

  it('keeps a member named __proto__ as a member', () => {
    const { value } = yamlDocument('a: {__proto__: 1}', 'a.yaml');
    expect(JSON.stringify(value)).toBe('{"a":{"__proto__":1}}');
  });
});

function bomb(letters: string): string {
  return [...letters].map((key, at) => `${key}: &${key} [${`*${'abcdefgh'[at] ?? ''},`.repeat(9)}]`).join('\n');
}

function isExact(value: unknown): boolean {
  return !/\d{16,}|e\+|-0/.test(JSON.stringify(value));
}
