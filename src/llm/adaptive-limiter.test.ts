import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AdaptiveLimiter, type Release } from './adaptive-limiter.ts';
import { ManualClock } from './testing/manual-clock.ts';

const done = { kind: 'done' } as const;
const overloaded = (retryAfterMs: number | null = null) => ({ kind: 'overloaded', retryAfterMs }) as const;

async function hold(limiter: AdaptiveLimiter, calls: number): Promise<Release[]> {
  const releases: Release[] = [];
  for (let call = 0; call < calls; call++) releases.push(await limiter.acquire());
  return releases;
}

describe('AdaptiveLimiter', () => {
  it('lets as many run as allowed, and the others wait in order', async () => {
    const limiter = new AdaptiveLimiter({ most: 2 });
    const started: number[] = [];
    const [first] = await hold(limiter, 2);
    const waiting = [1, 2].map((n) => limiter.acquire().then(() => started.push(n)));
    expect([limiter.active, limiter.waiting]).toEqual([2, 2]);
    first?.(done);
    await waiting[0];
    expect(started).toEqual([1]);
    expect([limiter.active, limiter.waiting]).toEqual([2, 1]);
  });

  // AIMD by hand: 16 -> 8 -> 4.
  it('halves on an overload, once for calls of the same moment', async () => {
    const limiter = new AdaptiveLimiter({ most: 16 });
    const together = await hold(limiter, 16);
    for (const release of together) release(overloaded());
    expect(limiter.limit).toBe(8);
    const [next] = await hold(limiter, 1);
    next?.(overloaded());
    expect(limiter.limit).toBe(4);
  });

  it('grows by about one for each window of calls that used it fully, up to the most', async () => {
    const limiter = new AdaptiveLimiter({ most: 8 });
    for (const release of await hold(limiter, 8)) release(overloaded());
    expect(limiter.limit).toBe(4);
    let windows = 0;
    while (limiter.limit < 8 && windows < 100) {
      windows++;
      const calls = await hold(limiter, limiter.limit);
      for (const release of calls) {
        const next = limiter.acquire();
        release(done);
        (await next)(done);
      }
    }
    expect(windows).toBeGreaterThan(1);
    expect(limiter.limit).toBe(8);
  });

  it('does not grow while it is not used up', async () => {
    const limiter = new AdaptiveLimiter({ most: 8 });
    for (const release of await hold(limiter, 8)) release(overloaded());
    for (let call = 0; call < 50; call++) (await limiter.acquire())(done);
    expect(limiter.limit).toBe(4);
  });

  it('starts nothing while a provider asked to be left alone, then goes on', async () => {
    const clock = new ManualClock();
    const limiter = new AdaptiveLimiter({ most: 4, clock });
    (await limiter.acquire())(overloaded(2000));
    let started = false;
    const waiting = limiter.acquire().then(() => {
      started = true;
    });
    await clock.pass(1999);
    expect([started, limiter.pausedMs]).toEqual([false, 1]);
    await clock.pass(1);
    await waiting;
    expect(started).toBe(true);
  });

  it('believes no pause above five minutes', async () => {
    const limiter = new AdaptiveLimiter({ most: 1, clock: new ManualClock() });
    (await limiter.acquire())(overloaded(86_400_000));
    expect(limiter.pausedMs).toBe(300_000);
  });

  it('forgets a call that is aborted while it waits', async () => {
    const limiter = new AdaptiveLimiter({ most: 1 });
    const [release] = await hold(limiter, 1);
    const abort = new AbortController();
    const waiting = limiter.acquire(abort.signal);
    abort.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    expect(limiter.waiting).toBe(0);
    release?.(done);
    expect(limiter.active).toBe(0);
  });

  it('never runs more than its limit and loses no place, whatever happens', async () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.constantFrom('start', 'done', 'overloaded')),
        async (most, events) => {
          const limiter = new AdaptiveLimiter({ most });
          const running: Release[] = [];
          for (const event of events) {
            if (event === 'start') void limiter.acquire().then((release) => running.push(release));
            else running.shift()?.(event === 'done' ? done : overloaded());
            await Promise.resolve();
            await Promise.resolve();
            expect(limiter.active).toBeLessThanOrEqual(most);
            expect(limiter.limit).toBeGreaterThanOrEqual(1);
            expect(limiter.active).toBe(running.length);
          }
          while (running.length > 0 || limiter.waiting > 0) {
            running.shift()?.(done);
            await new Promise((resolve) => setImmediate(resolve));
          }
          expect(limiter.active).toBe(0);
        },
      ),
      { numRuns: 60 },
    ));

  it('refuses limits that allow nothing', () => {
    expect(() => new AdaptiveLimiter({ most: 0 })).toThrow(RangeError);
    expect(() => new AdaptiveLimiter({ most: 2, least: 3 })).toThrow(RangeError);
  });
});
