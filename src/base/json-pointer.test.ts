import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberOf, pointerNames, pointerOf, valueAt } from './json-pointer.ts';

describe('a JSON Pointer', () => {
  // RFC 6901, section 5: the document and what each pointer evaluates to.
  const document = {
    foo: ['bar', 'baz'],
    '': 0,
    'a/b': 1,
    'c%d': 2,
    'e^f': 3,
    'g|h': 4,
    'i\\j': 5,
    'k"l': 6,
    ' ': 7,
    'm~n': 8,
  };
  it.each([
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ])('%s leads where RFC 6901 says', (pointer, value) => {
    expect(valueAt(document, pointer)).toEqual(value);
  });

  it('is read back as the names it was made of', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a', '') })), (names) => {
        expect(pointerNames(pointerOf(names))).toEqual(names);
      }),
    ));

  it('unescapes ~01 as ~1, not as a slash', () => {
    expect(pointerNames('/~01')).toEqual(['~1']);
  });

  it.each(['/foo/01', '/foo/2', '/foo/-', '/foo/length', '/foo/0/0', '/toString', '/__proto__'])(
    '%s leads nowhere',
    (pointer) => {
      expect(valueAt(document, pointer)).toBeUndefined();
    },
  );

  it('finds own members of any name', () => {
    expect(memberOf(JSON.parse('{"__proto__":1}'), '__proto__')).toBe(1);
  });
});
