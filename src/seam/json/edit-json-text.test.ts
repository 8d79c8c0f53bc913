import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { editJsonText } from './edit-json-text.ts';
import { applyJsonPatch, type JsonPatch } from './json-patch.ts';
import { jsonPlaces } from './json-places.ts';
import { jsonSpans, spanAt } from './json-spans.ts';

describe('editJsonText', () => {
  const text = '{ "id": 12345678901234567890, "price": 1.0,\t"name":"\\u00e9", "tags": [ "a" , "b" ], "none": {} }';

  // By hand: all but the patched place is the same text, whatever a parser would make of its numbers and escapes.
  it.each<[string, JsonPatch, string]>([
    ['replaces', [{ op: 'replace', path: '/price', value: 10.5 }], text.replace('1.0', '10.5')],
    ['removes the first member', [{ op: 'remove', path: '/id' }], text.replace('"id": 12345678901234567890, ', '')],
    ['removes a member', [{ op: 'remove', path: '/name' }], text.replace(',\t"name":"\\u00e9"', '')],
    ['removes the last item', [{ op: 'remove', path: '/tags/1' }], text.replace(' , "b"', '')],
    ['adds a member', [{ op: 'add', path: '/x', value: null }], text.replace('{} }', '{}, "x": null }')],
    ['adds the only member', [{ op: 'add', path: '/none/x', value: 1 }], text.replace('{} }', '{"x":1} }')],
    ['adds an item', [{ op: 'add', path: '/tags/-', value: 'c' }], text.replace('"b" ]', '"b","c" ]')],
    ['gives a member another name', [{ op: 'move', from: '/price', path: '/cost' }], text.replace('"price"', '"cost"')],
  ])('%s and leaves the rest of the text alone', (_, patch, expected) => {
    expect(editJsonText(text, patch)).toBe(expected);
  });

  it('writes into indented text with line breaks', () => {
    const indented = JSON.stringify({ a: 1, b: 2 }, null, 2);
    expect(editJsonText(indented, [{ op: 'add', path: '/c', value: 3 }])).toBe(
      JSON.stringify({ a: 1, b: 2, c: 3 }, null, 2),
    );
  });

  it('means what the patch means, in any text of any value', () =>
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('remove', 'replace', 'add', 'move'),
        fc.constantFrom(undefined, 1, '\t'),
        (document, at, op, indent) => {
          const source = JSON.stringify(document, null, indent);
          const value = JSON.parse(source) as Json;
          const places = jsonPlaces(value).slice(1);
          if (places.length === 0) return;
          const place = places[at % places.length];
          const path = place?.pointer ?? '';
          const inObject = !/\/\d+$/.test(path);
          if (op === 'move' && !inObject) return;
          const patch: JsonPatch =
            op === 'remove'
              ? [{ op, path }]
              : op === 'move'
                ? [{ op, from: path, path: `${path}_new` }]
                : [{ op, path, value: { new: 'x' } }];
          expect(JSON.parse(editJsonText(source, patch))).toEqual(applyJsonPatch(value, patch));
        },
      ),
      { numRuns: 500 },
    ));

  it('finds every value where it stands', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (document) => {
        const source = JSON.stringify(document, null, 1);
        const root = jsonSpans(source);
        for (const { parts, value } of jsonPlaces(JSON.parse(source) as Json)) {
          const span = root && spanAt(root, parts);
          expect(JSON.parse(source.slice(span?.start, span?.end))).toEqual(value);
        }
      }),
    ));

  it('takes the last of two members with one name, as parsers do', () => {
    expect(editJsonText('{"a":1,"a":2}', [{ op: 'replace', path: '/a', value: 3 }])).toBe('{"a":1,"a":3}');
  });

  it.each<[string, string, JsonPatch]>([
    ['text that is no JSON', '{"a":', [{ op: 'remove', path: '/a' }]],
    ['a place that is not there', '{"a":1}', [{ op: 'replace', path: '/b', value: 1 }]],
    ['an item beyond the end', '[1]', [{ op: 'add', path: '/7', value: 1 }]],
  ])('refuses %s', (_, source, patch) => {
    expect(() => editJsonText(source, patch)).toThrow(expect.objectContaining({ code: 'SEAM_PATCH_FAILED' }));
  });

  it('gives up on nesting that would exhaust the stack', () => {
    expect(jsonSpans(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toBeNull();
  });
});
