import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaUserSchema, type Confusion } from '#schema';
import { bundledPersonas } from '../bundled-personas.ts';
import { confusionPlan } from './confusion-plan.ts';

const plain = bundledPersonas[0]!;
const confused = bundledPersonas.find(({ wavers }) => wavers === true)!;
const userWith = (value: string | number, rivals: string[], confusions: Confusion[]) =>
  agendaUserSchema.parse({
    facts: [
      { id: 'email', label: 'email', value: 'mia@example.com' },
      { id: 'order', label: 'order number', value, rivals },
    ],
    agenda: [{ id: 'a', say: 'Help.', doneWhen: [] }],
    confusions,
  });

describe('confusionPlan', () => {
  it('draws the wrong value from the rivals of the fact that has some', () => {
    const user = userWith('W1001', ['W1002', 'W1003'], [{ operator: 'correction', turn: 2 }]);
    const drawn = new Set(Array.from({ length: 40 }, (_, seed) => confusionPlan(user, plain, seed)[0]?.wrong));
    expect([...drawn].sort()).toEqual(['W1002', 'W1003']);
  });

  it('makes up another value of the same length where there is no rival', () =>
    fc.assert(
      fc.property(fc.nat(), fc.stringMatching(/^[A-Z]{1,3}-\d{1,6}$/), (seed, value) => {
        const user = userWith(value, [], [{ operator: 'late-correction', fact: 'order', turn: 1 }]);
        const [plan] = confusionPlan(user, plain, seed);
        expect(plan?.wrong).not.toBe(value);
        expect(plan?.wrong).toHaveLength(value.length);
      }),
    ));

  it('has a confused persona correct itself and be vague, about different facts, unless the scenario plans otherwise', () => {
    const own = confusionPlan(userWith('W1001', ['W1002'], []), confused, 3);
    expect(own.map(({ operator }) => operator)).toEqual(['correction', 'vague-pronoun']);
    expect(new Set(own.map(({ fact }) => fact)).size).toBe(2);
    expect(confusionPlan(userWith('W1001', [], [{ operator: 'impatience', turn: 1 }]), confused, 3)).toHaveLength(1);
    expect(confusionPlan(userWith('W1001', [], []), plain, 3)).toEqual([]);
  });
});
