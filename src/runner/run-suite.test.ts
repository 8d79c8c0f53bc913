import { describe, expect, it } from 'vitest';
import { playTally } from './testing/play-tally.ts';
import { addingAgent, tallyPorts } from './testing/tally-ports.ts';

describe('a run', () => {
  it('plays every planned trial once and seals', async () => {
    const { ending, trials } = await playTally(tallyPorts(addingAgent));
    expect(ending).toMatchObject({ reason: 'complete', seal: { counts: { planned: 6, passed: 6, missing: 0 } } });
    expect(trials.map(({ scenarioId, index }) => `${scenarioId}#${index}`).sort()).toEqual([
      's00#0',
      's00#1',
      's01#0',
      's01#1',
      's02#0',
      's02#1',
    ]);
  });
});
