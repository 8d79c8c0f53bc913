import { describe, expect, it } from 'vitest';
import { playTrial } from './play-trial.ts';
import { addingAgent, tallyPorts } from './testing/tally-ports.ts';
import { tallyScenario } from './testing/tally-scenario.ts';

const never = new AbortController().signal;
const request = { scenario: tallyScenario('plain'), index: 0, attempt: 0, seed: 7 };

describe('a played trial', () => {
  it('holds what was said and called, in order, and the end of the world', async () => {
    const { trial, trajectory } = await playTrial(request, tallyPorts(addingAgent), never);
    expect(trajectory.steps.map(({ kind }) => kind)).toEqual([
      'instruction',
      'user',
      'agent',
      'tool',
      'agent',
      'user',
      'agent',
      'event',
      'event',
    ]);
    expect(trajectory.steps[3]).toMatchObject({ name: 'add', arguments: { amount: 5 }, effect: 'irreversible' });
    expect(trajectory.steps[7]).toMatchObject({ name: 'world.changes', value: [{ path: '/total', after: 5 }] });
    expect(trajectory.steps[8]).toMatchObject({ name: 'world.ledger', value: [{ tool: 'add', key: 'add:5' }] });
    expect(trial).toMatchObject({
      outcome: 'pass',
      stop: { reason: 'user-ended', code: 'script-ended' },
      facts: { userTurns: 2, toolCalls: 1, toolErrors: 0 },
      userReport: { turns: 2, mistakes: [] },
    });
  });
});
