import type { LiveProgress } from '../text/render-live-progress.ts';
import type { ShownMerge } from '../text/render-merge.ts';
import type { ShownRegrade } from '../text/render-regrade.ts';
import type { ShownRunEnding } from '../text/render-run-ending.ts';

/** A run a third of the way, with losses and two slow trials. */
export function shownProgress(scenario = 'long-exchange-boots~turns=25'): LiveProgress {
  return {
    suite: 'order-desk@1',
    agent: 'openai-chat:http://127.0.0.1:8080/v1#llama-3.3',
    planned: 760,
    settled: 262,
    passed: 211,
    failed: 48,
    lost: 3,
    dropped: 0,
    lostAs: [
      { code: 'provider-rate-limited', count: 2 },
      { code: 'unmapped-question', count: 1 },
    ],
    retried: 9,
    success: { value: 0.8146, low: 0.7512, high: 0.8649 },
    spentUsd: 1.523,
    budgetUsd: 10,
    underWay: 8,
    slowest: [
      { name: `${scenario} trial 4`, elapsedMs: 61_200 },
      { name: 'return-blanket trial 3', elapsedMs: 12_900 },
    ],
    elapsedMs: 133_000,
    trialsPerSecond: 2.1,
    finishing: false,
  };
}

/** A run that used its budget up. */
export function shownEnding(scenario = 'long-exchange-boots~turns=25'): ShownRunEnding {
  return {
    id: 'order-desk-hasty-8b460fec',
    path: '.seatrial/runs/order-desk-hasty-8b460fec',
    reason: 'budget-exhausted',
    counts: { planned: 520, passed: 420, failed: 97, lost: 3, missing: 0, dropped: 240 },
    extraAttempts: 9,
    spentUsd: 9.9421,
    budgetUsd: 10,
    stop: null,
    tooManyLost: false,
    worthComparing: { scenario, passed: 3, failed: 1 },
    exitCode: 31,
  };
}

/** A run that was stopped as soon as its rule was settled. */
export function shownEarlyStop(): ShownRunEnding {
  return {
    ...shownEnding(),
    reason: 'stopped-early',
    spentUsd: null,
    budgetUsd: null,
    extraAttempts: 0,
    stop: { rule: 'success >= 0.8', reached: false, value: 0.61, interval: { low: 0.431, high: 0.793 }, scenarios: 48 },
    worthComparing: null,
    exitCode: 0,
  };
}

/** A merge of three shards. */
export function shownMerge(name = 'nightly'): ShownMerge {
  const counts = { scenarios: 95, planned: 760, passed: 614, failed: 140, lost: 6 };
  return { id: 'nightly-0bb85519', name, shards: 3, counts, alreadyPresent: false };
}

/** A run graded again: one new failure, one trial that had been lost to the judge. */
export function shownRegrade(because = 'the total is 5, expected 6'): ShownRegrade {
  return {
    id: 'nightly-graded-c570b644',
    from: 'nightly-0bb85519',
    trials: 760,
    changed: [
      { scenario: 'late-parcel', trial: 2, from: 'lost', to: 'pass', because: 'every decisive check passed' },
      { scenario: 'return-blanket', trial: 1, from: 'pass', to: 'fail', because },
    ],
    alreadyPresent: false,
  };
}
