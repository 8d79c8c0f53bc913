import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestJson, type Json } from '#base';
import { withoutPlaces } from '../plan/call-identity.ts';
import { type AskedCall, CallMatcher, type Match, type MatchOptions } from './call-matcher.ts';
import type { RecordedCall } from './recorded-trial.ts';

type Said = readonly [operation: string, args?: Json, about?: Partial<AskedCall>];

const options: MatchOptions = { match: 'keyed', tools: {}, maxDistance: 0.25, volatile: [] };
const answer = { outcome: 'result', status: null, chunks: null, text: async () => '' } as const;

/** Calls recorded in this order; the id is the place from 1. */
function recorded(calls: readonly Said[], volatile: readonly string[] = []): RecordedCall[] {
  return calls.map(([operation, args = {}, about = {}], at) => ({
    id: String(at + 1),
    at,
    carrier: 'mcp-http',
    server: 'shop',
    operation,
    arguments: args,
    key: digestJson(withoutPlaces(args, volatile)),
    answers: [answer],
    ...about,
  }));
}

/** Tools that begin with `put` write, all others read. */
function asked([operation, args = {}, about = {}]: Said): AskedCall {
  const effect = operation.startsWith('put') ? 'write' : 'read';
  return { carrier: 'mcp-http', server: 'shop', operation, arguments: args, effect, ...about };
}

/** Which recorded call answers each call, or why none does. */
function answers(calls: readonly Said[], asks: readonly Said[], more: Partial<MatchOptions> = {}): string[] {
  const matcher = new CallMatcher(recorded(calls, more.volatile), { ...options, ...more });
  return asks.map((one) => shown(matcher.match(asked(one))));
}

function shown(match: Match): string {
  return match.how === 'none'
    ? match.reason
    : match.how === 'repeated'
      ? `${match.recorded.id} again`
      : match.recorded.id;
}

describe('CallMatcher', () => {
  // The rules of a replay as the design has them, each case worked out by hand.
  it('finds calls by what they ask, in any order, however members are ordered', () => {
    const calls: Said[] = [['get', { a: 1, b: 2 }], ['list'], ['get', { a: 2, b: 2 }]];
    expect(answers(calls, [['get', { b: 2, a: 2 }], ['get', { b: 2, a: 1 }], ['list']])).toEqual(['3', '1', '2']);
  });

  it('gives the answers to the same call one after the other, and a read its last one again', () => {
    expect(answers([['get'], ['get']], [['get'], ['get'], ['get'], ['get']])).toEqual(['1', '2', '2 again', '2 again']);
  });

  it('repeats no write', () => {
    expect(answers([['put']], [['put'], ['put']])).toEqual(['1', 'exhausted']);
  });

  it('repeats no read once a write that came after it was replayed', () => {
    expect(answers([['get'], ['put']], [['get'], ['get'], ['put'], ['get']])).toEqual(['1', '1 again', '2', 'stale']);
    expect(answers([['put'], ['get']], [['put'], ['get'], ['get']])).toEqual(['1', '2', '2 again']);
  });

  it('repeats no read once a write happened that was not recorded', () => {
    const matcher = new CallMatcher(recorded([['get']]), options);
    expect(shown(matcher.match(asked(['get'])))).toBe('1');
    matcher.wroteOffPath();
    expect(shown(matcher.match(asked(['get'])))).toBe('stale');
  });

  it('takes calls in their order and no other when it is strict', () => {
    const calls: Said[] = [['get', 1], ['list'], ['get', 1]];
    expect(
      answers(calls, [['get', 1], ['get', 1], ['list'], ['get', 2], ['get', 1], ['get', 1]], { match: 'strict' }),
    ).toEqual(['1', 'out-of-order', '2', 'out-of-order', '3', 'exhausted']);
  });

  it('takes the how-manieth call of a tool for which that was chosen, whatever it asks, and keys the others', () => {
    const calls: Said[] = [
      ['search', 'red'],
      ['get', 1],
      ['search', 'blue'],
    ];
    const asks: Said[] = [
      ['search', 'green'],
      ['search', 'grey'],
      ['search', 'x'],
      ['get', 2],
    ];
    expect(answers(calls, asks, { tools: { 'sea*': 'nth' } })).toEqual(['1', '3', '3 again', 'not-recorded']);
  });

  it('takes the nearest call within the bound for tools for which that was chosen, the same one before a near one', () => {
    const calls: Said[] = [
      ['search', { q: 'red shoes', page: 1 }],
      ['search', { q: 'red shoes', page: 2 }],
    ];
    const fuzzy = { tools: { search: 'fuzzy' } } as const;
    // page 3 is a third away from page 2 and two thirds from page 1, and the page is half of what is asked
    expect(answers(calls, [['search', { q: 'red shoes', page: 3 }]], fuzzy)).toEqual(['2']);
    expect(
      answers(
        calls,
        [
          ['search', { q: 'red shoes', page: 1 }],
          ['search', { q: 'red shoes', page: 9 }],
        ],
        fuzzy,
      ),
    ).toEqual(['1', 'not-recorded']);
    expect(answers(calls, [['search', { q: 'blue hats', page: 1 }]], fuzzy)).toEqual(['not-recorded']);
  });

  it('tells how far a near call is, and where', () => {
    const matcher = new CallMatcher(recorded([['search', { q: 'a', page: 4 }]]), {
      ...options,
      tools: { '*': 'fuzzy' },
    });
    expect(matcher.match(asked(['search', { q: 'a', page: 5 }]))).toMatchObject({
      how: 'fuzzy',
      distance: { distance: 0.1, differences: [{ path: '/page', recorded: 4, asked: 5 }] },
    });
  });

  it.each(['nth', 'fuzzy'] as const)('never answers a write or a model by %s', (mode) => {
    const model = { carrier: 'model' } as const;
    expect(answers([['put', 1]], [['put', 2]], { tools: { '*': mode } })).toEqual(['not-recorded']);
    expect(
      answers([['chat', { m: 'a b c d', t: 1 }, model]], [['chat', { m: 'a b c d', t: 1.1 }, model]], {
        tools: { '*': mode },
      }),
    ).toEqual(['not-recorded']);
  });

  it('never gives a model’s answer twice, so that trials stay samples', () => {
    const model = { carrier: 'model' } as const;
    expect(
      answers(
        [['chat', 1, model]],
        [
          ['chat', 1, model],
          ['chat', 1, model],
        ],
      ),
    ).toEqual(['1', 'exhausted']);
  });

  it('leaves volatile places out of what is compared', () => {
    const key = (value: string): Json => ({ amount: 5, key: value });
    expect(answers([['put', key('a')]], [['put', key('b')]], { volatile: ['/key'] })).toEqual(['1']);
    expect(answers([['put', key('a')]], [['put', key('b')]])).toEqual(['not-recorded']);
  });

  it('tells servers and tools of one name apart', () => {
    expect(
      answers(
        [['get', 1, { server: 'a' }]],
        [
          ['get', 1, { server: 'b' }],
          ['got', 1, { server: 'a' }],
        ],
      ),
    ).toEqual(['not-recorded', 'not-recorded']);
  });

  const calls = fc.array(fc.tuple(fc.constantFrom('get', 'list', 'put'), fc.nat(2)), { maxLength: 12 });

  it('answers a run that repeats its recording with every recorded call, once and in order, strict or keyed', () => {
    fc.assert(
      fc.property(calls, fc.constantFrom('strict' as const, 'keyed' as const), (said, match) => {
        expect(answers(said, said, { match })).toEqual(said.map((_, at) => String(at + 1)));
      }),
    );
  });

  it('answers the same calls in any order with the same recorded calls', () => {
    fc.assert(
      fc.property(
        calls.chain((said) => fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length }))),
        ([said, shuffled]) => {
          expect(answers(said, shuffled).sort()).toEqual(said.map((_, at) => String(at + 1)).sort());
        },
      ),
    );
  });
});
