import { describe, expect, it } from 'vitest';
import { SeatrialError } from '#base';
import type { ScenarioInput, SuiteInput } from '#schema';
import { readSuite } from '../read-suite.ts';
import { inventedScenario, inventedSuite } from '../testing/invented-suite.ts';
import { suiteFiles } from '../testing/suite-files.ts';
import type { LintContext, LintWorld } from './lint-context.ts';
import { lintSuite } from './lint-suite.ts';

const shop: LintWorld = {
  tools: [
    { name: 'get_order', effect: 'read', inputSchema: closed('order_id') },
    { name: 'refund', effect: 'irreversible', inputSchema: closed('order_id', 'amount') },
    { name: 'note', effect: 'write', inputSchema: { type: 'object' } },
  ],
  initial: ({ state }) => {
    if (state !== undefined) throw new SeatrialError('WORLD_BAD_STATE', { message: 'no such member' });
    return { orders: { 'O-1': { status: 'delivered', lines: [{ sku: 'A' }], total: 20 } }, returns: {} };
  },
};

const all: LintContext = { world: shop, personas: ['plain', 'terse'] };

/** Findings of a suite as `severity code field`. */
async function findings(suite: SuiteInput, context: LintContext = all): Promise<string[]> {
  const { suite: read } = await readSuite('suite.yaml', { cwd: suiteFiles({ 'suite.yaml': suite }) });
  return lintSuite(read, context).map(({ severity, code, field }) => `${severity} ${code} ${field}`.trim());
}

const ofScenario = (parts: Partial<ScenarioInput>, context: LintContext = all): Promise<string[]> =>
  findings(inventedSuite({ scenarios: [inventedScenario(parts)] }), context);

const ofChecks = (...checks: ScenarioInput['checks']): Promise<string[]> => ofScenario({ checks });

const refunded = { check: 'final-state', expect: [{ path: '/orders/O-1/status', equals: 'refunded' }] } as const;

type Agenda = Exclude<ScenarioInput['user'], { kind: 'scripted' }>;
const user = (parts: Partial<Agenda>): Partial<ScenarioInput> => ({
  user: { ...(inventedScenario().user as Agenda), ...parts },
});

describe('a sound suite', () => {
  it('has no findings', async () => {
    expect(await findings(inventedSuite())).toEqual([]);
  });
});

describe('checks', () => {
  it('must decide something', async () => {
    expect(await ofChecks({ ...refunded, decisive: false } as never)).toEqual(['error no-decisive-check checks']);
  });

  it('that only a judge decides are a warning', async () => {
    expect(await ofChecks({ check: 'rubric', rubric: 'Was it kind?' })).toEqual(['warning judge-only checks']);
  });

  it.each([
    ['nothing may change', { check: 'final-state', mode: 'exact' }],
    ['the place already has the value', { check: 'final-state', expect: [{ path: '/orders/O-1/total', atMost: 20 }] }],
    ['the place is absent anyway', { check: 'final-state', expect: [{ path: '/returns/R-1', absent: true }] }],
    ['calls are only forbidden', { check: 'tool-calls', forbidden: [{ tool: 'refund' }] }],
    ['words are only forbidden', { check: 'says', mustNot: ['refunded'] }],
    ['only effort is limited', { check: 'limits', maxToolCalls: 3 }],
    ['only double effects are', { check: 'no-duplicate-effects' }],
    [
      'only a rule is to be kept',
      { check: 'policy-rule', rule: 'ask', before: { tool: 'refund' }, requires: [{ userAgreed: true }] },
    ],
  ] as const)('that doing nothing passes are an error: %s', async (_, check) => {
    expect(await ofChecks(check as never)).toEqual(['error do-nothing-passes checks']);
  });

  it.each([
    ['a value must change', refunded],
    ['something must come to be', { check: 'final-state', expect: [{ path: '/returns/R-1', equals: {} }] }],
    ['a call is required', { check: 'tool-calls', required: [{ tool: 'refund' }] }],
    ['an order of calls is', { check: 'tool-calls', order: ['get_order', 'refund'] }],
    ['words are', { check: 'says', must: [['cannot', 'unable']] }],
    ['a pattern is', { check: 'says', matches: ['no|not'] }],
  ] as const)('that doing nothing fails are sound: %s', async (_, check) => {
    expect(await ofChecks({ check: 'no-duplicate-effects' }, check as never)).toEqual([]);
  });

  it('that depend on an unknown world are not called passable', async () => {
    expect(await ofScenario({}, {})).toEqual([]);
  });

  it('of one id twice are an error, also where the id was made from the place', async () => {
    expect(await ofChecks({ check: 'says', must: ['a'] }, { check: 'says', must: ['b'], id: 'says-1' })).toEqual([
      'error doubled-check-id checks[1].id',
    ]);
  });

  it('that whoever grades them refuses are errors', async () => {
    const checks: ScenarioInput['checks'] = [
      { check: 'says', must: ['a'] },
      { check: 'says', matches: ['a('] },
    ];
    const checkMistake: LintContext['checkMistake'] = (check) =>
      check.check === 'says' && check.matches.includes('a(') ? 'a bracket is open' : null;
    expect(await ofScenario({ checks }, { ...all, checkMistake })).toEqual(['error bad-check checks[1]']);
  });

  it('of the state need a world', async () => {
    expect(await findings(inventedSuite({ world: undefined }), {})).toEqual(['error needs-world checks[0]']);
  });
});

describe('tools', () => {
  it('that the world does not have are errors wherever they are named', async () => {
    expect(
      await ofScenario({
        tools: ['get_order', 'refnd', 'refund'],
        checks: [
          {
            check: 'tool-calls',
            required: [{ tool: 'a' }],
            forbidden: [{ tool: 'b' }],
            order: ['c'],
          },
          { check: 'policy-rule', rule: 'r', before: { tool: 'd' }, requires: [{ call: { tool: 'e' } }] },
        ],
      }),
    ).toEqual([
      'error unknown-tool tools[1]',
      'error unknown-tool checks[0].required[0]',
      'error unknown-tool checks[0].forbidden[0]',
      'error unknown-tool checks[0].order[0]',
      'error unknown-tool checks[1].before',
      'error unknown-tool checks[1].requires[0].call',
    ]);
  });

  it('that must be called must be offered', async () => {
    const checks: ScenarioInput['checks'] = [
      { check: 'tool-calls', required: [{ tool: 'refund' }], forbidden: [{ tool: 'note' }] },
    ];
    expect(await ofScenario({ tools: ['get_order'], checks })).toEqual([
      'error tool-not-offered checks[0].required[0]',
    ]);
  });

  it('take only their own arguments, where they say which', async () => {
    const call = (tool: string) => ({ tool, arguments: { order: 'O-1' } });
    expect(await ofChecks({ check: 'tool-calls', required: [call('refund'), call('note')] })).toEqual([
      'error unknown-argument checks[0].required[0].arguments.order',
    ]);
  });
});

describe('places in the world', () => {
  const expecting = (path: string) =>
    ofChecks(refunded as never, { check: 'final-state', decisive: false, expect: [{ path, equals: 1 }] });
  const warned = ['warning unknown-path checks[1].expect[0].path'];

  it.each([
    ['/orders/O-1/status', []],
    ['/returns/R-1', []],
    ['/orders/O-1/refundedAt', []],
    ['/orders/O-1/statsu', warned],
    ['/order/O-1/status', warned],
    ['/orders/O-2/status', warned],
    ['/orders/O-1/lines/0/sku', []],
    ['/orders/O-1/lines/5/sku', warned],
    ['/orders/O-1/total/cents', warned],
    ['/orders/__proto__/status', warned],
    ['', []],
  ])('%s: %j', async (path, expected) => {
    expect(await expecting(path)).toEqual(expected);
  });

  it('in patterns are followed up to the first star', async () => {
    expect(
      await ofChecks({
        ...refunded,
        allowChanges: ['/orders/*/note', '/tickets/**'],
        forbidChanges: ['/ordres/*'],
      } as never),
    ).toEqual(['warning unknown-path checks[0].allowChanges[1]', 'warning unknown-path checks[0].forbidChanges[0]']);
  });

  it('are looked for in the state that the scenario makes, which the world may refuse', async () => {
    expect(await ofScenario({ world: { state: { orders: null } } })).toEqual(['error bad-state world.state']);
  });
});

describe('users', () => {
  it.each([
    ['an unknown persona', user({ persona: 'tense' }), 'error unknown-persona user.persona'],
    [
      'a placeholder without a fact',
      user({ agenda: [{ id: 'a', say: '{ordr}', doneWhen: ['x'], orElse: '{order}' }] }),
      'error unknown-placeholder user.agenda[0].say',
    ],
    [
      'a phrase with such a placeholder',
      user({ agenda: [{ id: 'a', say: '{order}', doneWhen: ['{order} is done', '{ordr} is done'] }] }),
      'error unknown-placeholder user.agenda[0].doneWhen[1]',
    ],
    [
      "a fact's own words with another's placeholder",
      user({ facts: [{ id: 'order', label: 'l', value: 'O-1', say: '{value} {zip}' }] }),
      'error unknown-placeholder user.facts[0].say',
    ],
    [
      'two facts of one id',
      user({ facts: [1, 2].map((value) => ({ id: 'order', label: 'l', value })) }),
      'error doubled-id user.facts[1].id',
    ],
    [
      'a confusion about nothing',
      user({ confusions: [{ operator: 'correction', fact: 'zip' }] }),
      'error unknown-confused-fact user.confusions[0].fact',
    ],
    [
      'a correction where the user knows nothing',
      user({
        facts: [],
        agenda: [{ id: 'a', say: 'hi', doneWhen: [] }],
        confusions: [{ operator: 'correction' }],
      }),
      'error nothing-to-confuse user.confusions[0]',
    ],
    [
      'a confusion after the end',
      user({ pace: 3, confusions: [{ operator: 'impatience', turn: 4 }] }),
      'warning confusion-too-late user.confusions[0].turn',
    ],
    [
      'more to say than turns',
      user({ pace: 2, facts: ['order', 'b', 'c'].map((id) => ({ id, label: id, value: 1 })) }),
      'warning too-few-turns user',
    ],
    [
      'a limit below the planned turns',
      { ...user({ pace: 8 }), limits: { maxTurns: 7 } },
      'error limit-below-turns limits.maxTurns',
    ],
    [
      'an order number that exists nowhere',
      user({ facts: [{ id: 'order', label: 'order number', value: 'O-1234' }] }),
      'warning unused-fact user.facts[0].value',
    ],
  ] as const)('with %s: %s', async (_, parts, finding) => {
    expect(await ofScenario(parts as Partial<ScenarioInput>)).toEqual([finding]);
  });

  it('may know words, numbers and things that only a check knows', async () => {
    const facts = [
      { id: 'order', label: 'order number', value: 'o-1' },
      { id: 'reason', label: 'reason', value: 'it came 2 weeks late' },
      { id: 'amount', label: 'amount', value: 77 },
      { id: 'secret', label: 'code', value: 'X-9999', tell: 'never' as const },
      { id: 'mail', label: 'e-mail', value: 'new@example.com' },
    ];
    const checks = [{ check: 'final-state', expect: [{ path: '/orders/O-1/mail', equals: 'new@example.com' }] }];
    expect(await ofScenario({ ...user({ facts }), checks } as Partial<ScenarioInput>)).toEqual([]);
  });

  it('are looked at in every variant, and what holds for several is told once', async () => {
    const suite = inventedSuite({ matrix: { turns: [1, 3, 8], persona: ['plain', 'odd'] } });
    const facts = ['order', 'b', 'c'].map((id) => ({ id, label: id, value: 1 }));
    expect(await findings({ ...suite, scenarios: [inventedScenario(user({ facts }))] })).toEqual([
      'error unknown-persona user.persona',
      'warning too-few-turns user',
    ]);
  });
});

describe('the suite as a whole', () => {
  it('warns of slices of one scenario and of goals that repeat each other', async () => {
    const scenarios = [
      inventedScenario({ id: 'a', goal: 'refund order 7', slices: { kind: 'x' } }),
      inventedScenario({ id: 'b', goal: 'Refund order 8!', slices: { kind: 'y' } }),
      inventedScenario({ id: 'c', goal: 'cancel it', slices: { kind: 'x' } }),
    ];
    expect(await findings(inventedSuite({ scenarios }))).toEqual([
      'warning lonely-slice',
      'warning similar-goals goal',
    ]);
  });

  it('does not take variants of one scenario for several', async () => {
    const suite = inventedSuite({
      matrix: { turns: [5, 8] },
      scenarios: [inventedScenario({ slices: { kind: 'x' } })],
    });
    const other = inventedScenario({ id: 'other', goal: 'cancel it', slices: { kind: 'y' } });
    expect(await findings({ ...suite, scenarios: [...(suite.scenarios ?? []), other] })).toEqual([
      'warning lonely-slice',
    ]);
  });

  it('warns of a hold-out of public origin', async () => {
    const scenarios = [inventedScenario({ provenance: 'https://example.com/task/3' })];
    expect(await findings(inventedSuite({ visibility: 'holdout', scenarios }))).toEqual([
      'warning public-holdout provenance',
    ]);
    expect(await findings(inventedSuite({ scenarios }))).toEqual([]);
  });

  it('has fault plans that whoever plays them accepts', async () => {
    const suite = inventedSuite({ matrix: { faults: [null, 'bad'] }, faults: { bad: { rules: 7 } } });
    const faultPlanMistake = (): string => 'no list';
    expect((await findings(suite, { ...all, faultPlanMistake }))[0]).toBe('error bad-fault-plan faults');
  });
});

describe('findings', () => {
  it('say where they stand: default checks at the default, own checks in their own file', async () => {
    const cwd = suiteFiles({
      'suite.yaml': `apiVersion: seatrial/suite/v1
name: refunds
version: "1"
world: shop
defaults:
  checks:
    - {check: tool-calls, required: [{tool: refnd}]}
include: [more.yaml]
`,
      'more.yaml': `- id: late
  goal: refund it
  user: {kind: scripted, lines: [refund it]}
  checks:
    - check: tool-calls
      order:
        - reund
`,
    });
    const { suite, place } = await readSuite('suite.yaml', { cwd });
    expect(lintSuite(suite, { ...all, place }).map(({ where, hint }) => [where.file, where.line, hint])).toEqual([
      ['suite.yaml', 7, 'did you mean refund?'],
      ['more.yaml', 7, 'did you mean refund?'],
    ]);
  });
});

describe('a mistake in the defaults or the matrix', () => {
  const head = 'apiVersion: seatrial/suite/v1\nname: refunds\nversion: "1"\nworld: shop\n';
  const scenarios = `scenarios: ${JSON.stringify(['a', 'b', 'c'].map((id) => inventedScenario({ id, goal: id })))}\n`;

  it.each([
    ['defaults:\n  checks:\n    - {check: tool-calls, required: [{tool: refnd}]}\n', 'unknown-tool', 7],
    ['defaults:\n  persona: odd\n', 'unknown-persona', 6],
    ['matrix:\n  persona: [plain, odd]\n', 'unknown-persona', 6],
  ])('is told once, where it stands: %j', async (mistake, code, line) => {
    const { suite, place } = await readSuite('suite.yaml', {
      cwd: suiteFiles({ 'suite.yaml': head + mistake + scenarios }),
    });
    const found = lintSuite(suite, { ...all, place });
    expect(found.map((finding) => [finding.code, finding.where.line])).toEqual([[code, line]]);
    expect(found[0]?.message).toMatch(/\(in 3 scenarios\)$/);
  });
});

function closed(...names: string[]) {
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, {}])),
    additionalProperties: false,
  };
}
