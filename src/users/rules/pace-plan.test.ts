import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaUserSchema } from '#schema';
import { pacePlan } from './pace-plan.ts';

const user = agendaUserSchema.parse({
  facts: [
    { id: 'late', label: 'late', value: 1, tell: 'late' },
    { id: 'asked', label: 'asked', value: 1 },
    { id: 'opening', label: 'opening', value: 1, tell: 'opening' },
    { id: 'said', label: 'said', value: 1 },
    { id: 'never', label: 'never', value: 1, tell: 'never' },
  ],
  agenda: [
    { id: 'first', say: 'Do {said}.', doneWhen: ['done'] },
    { id: 'second', say: 'Do more.', doneWhen: ['done'] },
  ],
});

describe('pacePlan', () => {
  // By hand for 14 turns: 4 things over turns 2 to 12, one every 11 / 4 turns: 1 + 2.75, 5.5, 8.25, 11.
  it('spreads opening facts, asked facts, further requests and late facts, in this order', () => {
    expect([...pacePlan(user, 14).due]).toEqual([
      ['opening', 4],
      ['asked', 7],
      ['second', 9],
      ['late', 12],
    ]);
  });

  it('spreads nothing where the user comes to the point', () => {
    expect(pacePlan(user, null)).toEqual({ until: 0, due: new Map() });
  });

  it('leaves the last two turns for confirming and leaving, and never goes back', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (turns) => {
        const due = [...pacePlan(user, turns).due.values()];
        expect(due).toEqual([...due].sort((a, b) => a - b));
        for (const turn of due) {
          expect(turn).toBeGreaterThanOrEqual(1);
          expect(turn).toBeLessThanOrEqual(Math.max(1, turns - 2));
        }
      }),
    ));
});
