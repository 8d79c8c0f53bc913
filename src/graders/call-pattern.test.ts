import { describe, expect, it } from 'vitest';
import type { Json } from '#base';
import { type CallPattern, callPatternSchema, type ToolCall } from '#schema';
import { fitsCall } from './call-pattern.ts';
import { agentCallsTool } from './testing/graded-trial.ts';

const fits = (pattern: object, given: Json, more: Partial<ToolCall> = {}): boolean =>
  fitsCall(
    callPatternSchema.parse({ tool: 'refund', ...pattern }) as CallPattern,
    agentCallsTool('refund', given, more) as ToolCall,
  );

describe('fitsCall', () => {
  it.each<[string, Json, Json, boolean]>([
    ['members not named may be anything', { order: 'O-1' }, { order: 'O-1', note: 'x' }, true],
    ['a named member must be there', { order: 'O-1', items: null }, { order: 'O-1' }, false],
    ['at every depth', { to: { city: 'Ulm' } }, { to: { city: 'Ulm', zip: '1' } }, true],
    ['lists have the same length', { items: ['a'] }, { items: ['a', 'b'] }, false],
    ['and order', { items: ['a', 'b'] }, { items: ['b', 'a'] }, false],
    ['numbers are equal but for rounding', { amount: 0.3 }, { amount: 0.1 + 0.2 }, true],
    ['a number equals its text', { amount: 49.9 }, { amount: '49.90' }, true],
    ['and the other way round', { amount: '49.90' }, { amount: 49.9 }, true],
    ['two texts are texts', { order: '007' }, { order: '7' }, false],
    ['white space around does not count', { order: 'O-1' }, { order: ' O-1\n' }, true],
    ['case does', { order: 'O-1' }, { order: 'o-1' }, false],
    ['accents are equal however encoded', { name: 'Zoe\u0308' }, { name: 'Zo\u00eb' }, true],
    ['null is no missing member', { gift: null }, { gift: null }, true],
    ['false is not 0', { gift: false }, { gift: 0 }, false],
    ['an object is no list', { x: {} }, { x: [] }, false],
    ['inherited members are not there', { constructor: {} }, {}, false],
  ])('%s: %j and %j', (_, wanted, given, expected) => {
    expect(fits({ arguments: wanted }, given)).toBe(expected);
  });

  it('takes calls by whether they succeeded, and those that do not say only for any', () => {
    const outcomes = ['succeeded', 'failed', 'any'];
    const fitting = (isError: boolean | null): string[] =>
      outcomes.filter((outcome) => fits({ outcome }, {}, { isError }));
    expect([fitting(false), fitting(true), fitting(null)]).toEqual([['succeeded', 'any'], ['failed', 'any'], ['any']]);
  });

  it('finds no arguments in a text that was no JSON', () => {
    expect(fits({ arguments: {} }, '{"order": "O-1"', { argumentsMalformed: true })).toBe(false);
    expect(fits({}, '{"order": "O-1"', { argumentsMalformed: true })).toBe(true);
  });
});
