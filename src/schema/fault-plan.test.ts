import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type FaultKind, faultOperators, faultSurfaces, surfaceOf } from './fault-operator.ts';
import { type FaultPlanInput, faultPlanSchema } from './fault-plan.ts';

const plan = (...rules: readonly unknown[]): unknown => ({ apiVersion: 'seatrial/faults/v1', rules });
const mistakes = (document: unknown): string[] =>
  faultPlanSchema.safeParse(document).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('faultPlanSchema', () => {
  it('reads a plan as people write it and fills in what was left out', () => {
    const text = `
apiVersion: seatrial/faults/v1
seed: 20261121
budget: { maxFaults: 6, minGapCalls: 1 }
volatile: [/idempotencyKey]
rules:
  - id: crm-429
    where: { seam: mcp, server: crm, tool: "search_*", effect: [read] }
    when: { nth: [2] }
    fault: { kind: rate-limit, surface: tool-error, retryAfterS: 2 }
    clears: { afterAttempts: 2 }
  - id: refund-lost
    where: { tool: create_refund }
    when: { nth: [1] }
    fault: { kind: lost-acknowledgement }
  - id: price-wrong
    where: { tool: get_quote }
    when: { prob: 0.3 }
    fault: { kind: wrong-value, path: /total, mutate: { by: scale, factor: 10 } }
`;
    const read = faultPlanSchema.parse(parse(text));
    expect(read.rules[1]).toEqual({
      id: 'refund-lost',
      where: { seam: 'tool', tool: 'create_refund' },
      when: { nth: [1] },
      fault: { kind: 'lost-acknowledgement' },
      clears: { afterAttempts: 1 },
    });
  });

  it('accepts every kind of fault at every seam that its table names', () => {
    const parameters: Partial<Record<FaultKind, object>> = {
      delay: { ms: 5 },
      hang: { releaseAfterMs: 5 },
      'slow-first-token': { ms: 5 },
      'tool-changed': { renameArgument: { from: 'a', to: 'b' } },
      'model-swap': { model: 'other' },
    };
    for (const kind of Object.keys(faultOperators) as FaultKind[]) {
      const seam = faultSurfaces(kind, 'model').length > 0 ? 'model' : 'tool';
      expect(mistakes(plan({ id: 'r', where: { seam }, fault: { kind, ...parameters[kind] } })), kind).toEqual([]);
    }
  });

  it('lets a rule show on its surface only where the carrier has it', () => {
    const rule = { fault: { kind: 'rate-limit', surface: 'http', retryAfterS: 1 } } as const;
    expect(surfaceOf(rule, 'mcp-http')).toBe('http');
    expect(surfaceOf(rule, 'mcp-stdio')).toBeNull();
    expect(surfaceOf({ fault: { kind: 'reset' } }, 'mcp-stdio')).toBeNull();
    expect(surfaceOf({ fault: { kind: 'rate-limit' } }, 'http')).toBe('http');
  });

  it.each<[string, unknown, RegExp]>([
    ['a field nobody knows', plan({ id: 'a', fault: { kind: 'delay', ms: 1 }, wen: {} }), /wen/],
    ['a parameter of another kind', plan({ id: 'a', fault: { kind: 'delay', ms: 1, factor: 2 } }), /factor/],
    ['a kind nobody knows', plan({ id: 'a', fault: { kind: 'gremlin' } }), /rules.0.fault/],
    [
      'a model fault at a tool',
      plan({ id: 'a', fault: { kind: 'overloaded' } }),
      /expected a fault for the tool seam, got overloaded/,
    ],
    [
      'a tool fault at a model',
      plan({ id: 'a', where: { seam: 'model' }, fault: { kind: 'wrong-value' } }),
      /expected a fault for the model seam/,
    ],
    [
      'a surface its seam has not',
      plan({ id: 'a', where: { seam: 'http' }, fault: { kind: 'rate-limit', surface: 'rpc-error' } }),
      /expected http for rate-limit at the http seam/,
    ],
    [
      'an effect of a model',
      plan({ id: 'a', where: { seam: 'model', effect: ['read'] }, fault: { kind: 'empty' } }),
      /models have none/,
    ],
    ['a probability of 0', plan({ id: 'a', when: { prob: 0 }, fault: { kind: 'reset' } }), /can never fire/],
    ['no rules', plan(), /at least one rule/],
    [
      'one id twice',
      plan({ id: 'a', when: { nth: [1] }, fault: { kind: 'reset' } }, { id: 'a', fault: { kind: 'refuse' } }),
      /a second time/,
    ],
    [
      'a rule after one that is not there',
      plan({ id: 'a', when: { after: 'b' }, fault: { kind: 'reset' } }),
      /expected the id of a rule, got b/,
    ],
    [
      'rules that wait for each other',
      plan(
        { id: 'a', when: { after: 'b' }, fault: { kind: 'reset' } },
        { id: 'b', when: { after: 'a' }, fault: { kind: 'reset' } },
      ),
      /a circle through/,
    ],
    [
      'a rule behind one that takes everything',
      plan({ id: 'a', fault: { kind: 'reset' } }, { id: 'b', where: { tool: 'x' }, fault: { kind: 'refuse' } }),
      /all taken by a before it/,
    ],
    [
      'a pattern that is no pointer',
      plan({ id: 'a', fault: { kind: 'wrong-value', path: '$.total' } }),
      /JSON Pointer/,
    ],
    [
      'two tests of one argument',
      plan({ id: 'a', when: { args: [{ path: '/a', equals: 1, contains: 'x' }] }, fault: { kind: 'reset' } }),
      /exactly one of/,
    ],
  ])('refuses %s', (_, document, message) => {
    expect(mistakes(document).join('\n')).toMatch(message);
  });

  it('keeps a rule whose earlier neighbour cannot reach the carrier it looks at', () => {
    const rules: FaultPlanInput['rules'] = [
      { id: 'a', where: { seam: 'mcp' }, fault: { kind: 'rate-limit', surface: 'http' } },
      { id: 'b', where: { seam: 'mcp' }, fault: { kind: 'rate-limit', surface: 'rpc-error' } },
    ];
    expect(mistakes(plan(...rules))).toEqual([]);
  });
});
