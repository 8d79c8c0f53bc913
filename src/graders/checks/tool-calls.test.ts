import { describe, expect, it } from 'vitest';
import type { Check, Grade, Step } from '#schema';
import type { GradeInput } from '../grader.ts';
import { agentCallsTool, agentSays, check, gradeInput, trajectoryOf, worldBetween } from '../testing/graded-trial.ts';
import { toolCallsGrader } from './tool-calls.ts';

const steps: readonly Step[] = [
  agentCallsTool('find_order', { order: 'O-1' }),
  agentCallsTool('refund', { order: 'O-1', amount: 5 }, { isError: true }),
  agentCallsTool('find_order', { order: 'O-1' }),
  agentCallsTool('refund', { order: 'O-1', amount: 5 }),
  agentCallsTool('secret', {}, { caller: 'user' }),
  agentSays('Done.'),
];

async function grade(written: object, on = steps, more: Partial<GradeInput> = {}): Promise<Grade> {
  const one = check({ check: 'tool-calls', ...written }) as Extract<Check, { check: 'tool-calls' }>;
  const [only] = await toolCallsGrader(one, 0).grade(gradeInput(on, more), AbortSignal.any([]));
  return only as Grade;
}

describe('a tool-calls check', () => {
  it.each([
    [{ required: [{ tool: 'find_order', atLeast: 2, atMost: 2 }] }],
    [{ required: [{ tool: 'refund', outcome: 'succeeded', atMost: 1 }] }],
    [{ required: [{ tool: 'refund', arguments: { amount: '5.00' } }] }],
    [{ forbidden: [{ tool: 'secret' }] }],
    [{ forbidden: [{ tool: 'refund', arguments: { amount: 6 } }] }],
    [{ order: ['find_order', 'refund'] }],
    [{ required: [{ tool: 'cancel', atLeast: 0, atMost: 0 }] }],
  ])('passes for %j', async (written) => {
    expect((await grade(written)).finding).toBe('pass');
  });

  it.each([
    [{ required: [{ tool: 'find_order', atLeast: 3 }] }, [2]],
    [{ required: [{ tool: 'cancel' }] }, [null]],
    [{ required: [{ tool: 'refund', atMost: 1 }] }, [3]],
    [{ forbidden: [{ tool: 'find_order' }] }, [0, 2]],
    [{ forbidden: [{ tool: 'refund', outcome: 'failed' }] }, [1]],
    [{ order: ['refund', 'find_order'] }, [0]],
    [{ order: ['find_order', 'cancel'] }, [null]],
  ])('fails for %j and points at steps %j', async (written, places) => {
    const { finding, evidence } = await grade(written);
    expect([finding, evidence.map(({ step }) => step)]).toEqual(['fail', places]);
  });

  it('quotes the call as it was made', async () => {
    const { evidence } = await grade({ forbidden: [{ tool: 'refund', outcome: 'failed' }] });
    expect(evidence[0]?.quote).toBe('refund {"amount":5,"order":"O-1"}');
  });

  it('is not scored where calls may not be visible', async () => {
    const { finding, evidence } = await grade({ required: [{ tool: 'refund' }] }, [agentSays('Done.')]);
    expect([finding, evidence[0]?.message]).toEqual(['not-scored', expect.stringMatching(/^no-tools: /)]);
  });

  it('knows that no call was made where the tools are ours', async () => {
    const world = worldBetween({}, {});
    expect((await grade({ required: [{ tool: 'refund' }] }, [agentSays('Done.')], { world })).finding).toBe('fail');
  });

  it('finds a forbidden call in a record that is not whole, and no absence', async () => {
    const trajectory = trajectoryOf(steps, false);
    expect((await grade({ forbidden: [{ tool: 'refund' }] }, steps, { trajectory })).finding).toBe('fail');
    for (const written of [{ forbidden: [{ tool: 'x' }] }, { required: [{ tool: 'x' }] }])
      expect((await grade(written, steps, { trajectory })).evidence[0]?.message).toMatch(/^history-incomplete: /);
  });

  it('is not passed by an agent that did nothing at all', async () => {
    const world = worldBetween({}, {});
    expect((await grade({ forbidden: [{ tool: 'refund' }] }, [], { world })).finding).toBe('fail');
  });
});
