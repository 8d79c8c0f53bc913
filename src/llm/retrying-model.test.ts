import { describe, expect, it } from 'vitest';
import { AdaptiveLimiter } from './adaptive-limiter.ts';
import { ModelFailure } from './chat-model.ts';
import { retryingModel } from './retrying-model.ts';
import { scriptedModel } from './scripted-model.ts';
import { ManualClock, SleeplessClock } from './testing/manual-clock.ts';

const request = { system: '', messages: [] };
const forever = new AbortController().signal;
const busy = (retryAfterMs?: number) =>
  new ModelFailure('rate-limited', 'busy', retryAfterMs === undefined ? {} : { retryAfterMs });

describe('retryingModel', () => {
  it('pauses the same for the same seed and differently for another', async () => {
    const pauses = async (seed: number): Promise<readonly number[]> => {
      const clock = new SleeplessClock();
      await retryingModel(scriptedModel([busy(), busy(), 'ok']), { clock, seed }).complete(request, forever);
      return clock.sleeps;
    };
    expect(await pauses(1)).toEqual(await pauses(1));
    expect(await pauses(1)).not.toEqual(await pauses(2));
  });

  it('tries as often as it is told, and no answer of no use again', async () => {
    const clock = new SleeplessClock();
    await expect(
      retryingModel(scriptedModel([busy(), busy(), 'ok']), { clock, retries: 1 }).complete(request, forever),
    ).rejects.toThrow('busy');
    const useless = new ModelFailure('bad-answer', 'no JSON');
    await expect(retryingModel(scriptedModel([useless, 'ok']), { clock }).complete(request, forever)).rejects.toBe(
      useless,
    );
    expect(clock.sleeps).toHaveLength(1);
  });

  it('gives its place back while it waits, and shrinks the limit', async () => {
    const clock = new ManualClock();
    const limiter = new AdaptiveLimiter({ most: 4, clock });
    const pending = retryingModel(scriptedModel([busy(), 'ok']), { clock, limiter }).complete(request, forever);
    await clock.pass(0);
    expect([limiter.active, limiter.limit]).toEqual([0, 2]);
    await clock.pass(1000);
    expect((await pending).text).toBe('ok');
    expect(limiter.active).toBe(0);
  });

  it('stops waiting when the trial is over', async () => {
    const abort = new AbortController();
    const pending = retryingModel(scriptedModel([busy(30_000), 'ok'])).complete(request, abort.signal);
    await Promise.resolve();
    abort.abort(new Error('trial over'));
    await expect(pending).rejects.toThrow('trial over');
  });
});
