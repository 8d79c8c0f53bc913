import { describe, expect, it } from 'vitest';
import type { SeamEvent } from '#seam';
import { keptRecord } from './kept-record.ts';

const note = (name: string, value: string | null = null): SeamEvent => ({
  kind: 'note',
  name,
  call: null,
  value,
  ms: 1,
});

const reply = (body: string, truth: string | null): SeamEvent => ({
  kind: 'reply',
  call: '1',
  source: 'live',
  outcome: 'result',
  status: null,
  body: { text: body },
  truth: truth === null ? null : { text: truth },
  model: null,
  usage: null,
  costUsd: null,
  firstByteMs: null,
  chunks: null,
  delivered: true,
  redacted: false,
  ms: 2,
});

describe('the record kept on a trajectory', () => {
  it('has all of a short trial but what the steps hold already', () => {
    expect(keptRecord([note('a'), reply('as delivered', 'as it was')])).toMatchObject({
      events: [{ name: 'a' }, { kind: 'reply', body: null, truth: { text: 'as it was' } }],
      leftOut: 0,
    });
    expect(keptRecord([reply('short', 'x'.repeat(3000))])).toMatchObject({ events: [{ truth: null }] });
  });

  it('is bounded in events and in characters, and tells what it left out', () => {
    const many = keptRecord(Array.from({ length: 2500 }, () => note('a')));
    expect(many).toMatchObject({ leftOut: 500 });
    const long = keptRecord(Array.from({ length: 100 }, () => note('a', 'x'.repeat(10_000))));
    expect(JSON.stringify(long).length).toBeLessThan(270_000);
    expect(long).toMatchObject({ leftOut: 74 });
  });
});
