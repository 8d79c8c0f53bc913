import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { applyJsonPatch, invertJsonPatch, type JsonPatch } from './json-patch.ts';
import { jsonPlaces } from './json-places.ts';

/** Documents, patches and results of RFC 6902, appendix A, with the number of their section. */
const examples: readonly [section: string, before: Json, patch: JsonPatch, after: Json][] = [
  ['A.1', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
  ['A.2', { foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
  ['A.3', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
  ['A.4', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
  ['A.5', { baz: 'qux', foo: 'bar' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo', foo: 'bar' }],
  [
    'A.6',
    { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
    [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
    { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
  ],
  [
    'A.7',
    { foo: ['all', 'grass', 'cows', 'eat'] },
    [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
    { foo: ['all', 'cows', 'eat', 'grass'] },
  ],
  [
    'A.8',
    { baz: 'qux', foo: ['a', 2, 'c'] },
    [
      { op: 'test', path: '/baz', value: 'qux' },
      { op: 'test', path: '/foo/1', value: 2 },
    ],
    { baz: 'qux', foo: ['a', 2, 'c'] },
  ],
  [
    'A.10',
    { foo: 'bar' },
    [{ op: 'add', path: '/child', value: { grandchild: {} } }],
    { foo: 'bar', child: { grandchild: {} } },
  ],
  ['A.14', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
  ['A.16', { foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }], { foo: ['bar', ['abc', 'def']] }],
];

describe('applyJsonPatch', () => {
  it.each(examples)('gives the result of RFC 6902 %s', (_, before, patch, after) => {
    const kept = structuredClone(before);
    expect(applyJsonPatch(before, patch)).toEqual(after);
    expect(before).toEqual(kept);
  });

  it.each<[string, Json, JsonPatch]>([
    ['A.9: a test that fails', { baz: 'qux' }, [{ op: 'test', path: '/baz', value: 'bar' }]],
    ['A.12: a target that is not there', { foo: 'bar' }, [{ op: 'add', path: '/baz/bat', value: 'qux' }]],
    ['A.15: a number compared with its text', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: '10' }]],
    ['an item beyond the end', ['a'], [{ op: 'add', path: '/3', value: 'b' }]],
    ['an item with a leading zero', ['a', 'b'], [{ op: 'remove', path: '/01' }]],
    ['a move into itself', { a: { b: 1 } }, [{ op: 'move', from: '/a', path: '/a/b' }]],
    ['an inherited member', {}, [{ op: 'remove', path: '/toString' }]],
  ])('refuses %s', (_, value, patch) => {
    expect(() => applyJsonPatch(value, patch)).toThrow(expect.objectContaining({ code: 'SEAM_PATCH_FAILED' }));
  });

  it('keeps a member called __proto__ a member', () => {
    const after = applyJsonPatch({}, [{ op: 'add', path: '/__proto__', value: { polluted: true } }]);
    expect(Object.keys(after as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('invertJsonPatch', () => {
  it.each(examples)('leads back to where RFC 6902 %s began', (_, before, patch) => {
    expect(applyJsonPatch(applyJsonPatch(before, patch), invertJsonPatch(before, patch))).toEqual(before);
  });

  it('leads back from any removal, replacement and addition', () =>
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('remove', 'replace', 'add'),
        (document, at, op) => {
          const value = JSON.parse(JSON.stringify(document)) as Json;
          const places = jsonPlaces(value);
          const path = places[at % places.length]?.pointer ?? '';
          const patch: JsonPatch = op === 'remove' ? [{ op, path }] : [{ op, path, value: 'new' }];
          if (op === 'remove' && path === '') return;
          expect(applyJsonPatch(applyJsonPatch(value, patch), invertJsonPatch(value, patch))).toEqual(value);
        },
      ),
    ));
});
