import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { synthesize } from './synthesize.ts';

const schema = (properties: { readonly [name: string]: Json }, required = Object.keys(properties)): Json => ({
  type: 'object',
  properties,
  required,
});

describe('synthesize', () => {
  // By hand: the least that each schema takes.
  it.each<[string, Json, Json]>([
    [
      'what the schema names first',
      schema({ a: { const: 7 }, b: { enum: ['x', 'y'] }, c: { default: null }, d: { examples: [2] } }),
      { a: 7, b: 'x', c: null, d: 2 },
    ],
    ['required members only', schema({ a: { type: 'string' }, b: { type: 'string' } }, ['b']), { b: '' }],
    [
      'the bounds',
      schema({ n: { type: 'integer', minimum: 3 }, t: { type: 'string', minLength: 2 } }),
      { n: 3, t: 'aa' },
    ],
    [
      'lists as short as may be',
      schema({ list: { type: 'array', items: { type: 'boolean' }, minItems: 2 } }),
      { list: [false, false] },
    ],
    ['the first of several', { anyOf: [{ type: 'number' }, { type: 'string' }] }, 0],
    ['members without a schema', schema({}, ['anything']), { anything: null }],
    ['any value', {}, null],
  ])('makes %s', (_, given, value) => {
    expect(synthesize(given)).toEqual({ value });
  });

  it.each<[string, Json]>([
    ['a pattern that the plain value does not fit', { type: 'string', pattern: '^[0-9]+$' }],
    ['bounds that contradict each other', { type: 'number', minimum: 3, maximum: 2 }],
    ['a reference to elsewhere', { $ref: 'https://example.com/schema' }],
    ['a schema that is none', { type: 'nonsense' }],
  ])('makes nothing for %s', (_, given) => {
    expect(synthesize(given)).toBeNull();
  });

  it('tries no pattern, which could take for ever', () => {
    expect(synthesize({ type: 'string', minLength: 1000, pattern: '^(a+)+b$' })).toBeNull();
    expect(synthesize(schema({ pattern: { type: 'string' } }))).toEqual({ value: { pattern: '' } });
  });

  it('stays within bounds whatever the schema asks for', () => {
    let deep: Json = { type: 'string' };
    for (let at = 0; at < 100; at++) deep = schema({ inner: deep });
    expect(synthesize(deep)).toBeNull();
    expect(synthesize({ type: 'array', minItems: 1e9, items: {} })).toBeNull();
    expect(synthesize({ type: 'string', minLength: 1e9 })).toBeNull();
  });
});
