import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { canonicalJson, type Json } from '#base';
import type { ScenarioInput, SuiteInput } from '#schema';
import { loadSuite } from './load-suite.ts';
import { withWorldDigest } from './suite-digest.ts';
import { inventedScenario, inventedSuite } from './testing/invented-suite.ts';
import { mistakesOf, suiteFiles, suiteOf } from './testing/suite-files.ts';

const ids = (suite: { scenarios: readonly { id: string }[] }): string[] => suite.scenarios.map(({ id }) => id);

describe('a suite in YAML', () => {
  it('is read with its included files, in order', async () => {
    const suite = await suiteOf({
      'suite.yaml': stringify(inventedSuite({ include: ['more/b.yaml', 'c.json'] })),
      'more/b.yaml': stringify([inventedScenario({ id: 'b' })]),
      'c.json': [inventedScenario({ id: 'c' })],
    });
    expect(ids(suite)).toEqual(['late', 'b', 'c']);
    expect(suite).toMatchObject({ name: 'refunds', version: '1', visibility: 'public', world: 'shop' });
  });

  it('plays each scenario as it is where nothing is multiplied', async () => {
    const [played] = (await suiteOf({ 'suite.yaml': inventedSuite() })).scenarios;
    expect(played).toMatchObject({ id: 'late', goalId: 'late', plannedTurns: null, policyText: null, faultPlan: null });
    expect(played?.digest).toMatch(/^sha256:/);
  });

  it('takes instructions from a file beside it, and the same instructions written out give the same digest', async () => {
    const policy = 'Refund nobody.\n';
    const fromFile = await suiteOf({
      'suite.yaml': inventedSuite({ defaults: { policy: 'file:policy.md' } }),
      'policy.md': policy,
    });
    expect(fromFile.scenarios[0]?.policyText).toBe(policy);
    const inline = await suiteOf({ 'suite.yaml': inventedSuite({ defaults: { policy } }) });
    expect(inline.digest).toBe(fromFile.digest);
  });

  it('is the same with the line ends and the byte order mark of another system', async () => {
    const of = (text: string) =>
      suiteOf({ 'suite.yaml': inventedSuite({ defaults: { policy: 'file:policy.md' } }), 'policy.md': text });
    expect((await of('\u{feff}Be brief.\r\nBe kind.\r\n')).digest).toBe((await of('Be brief.\nBe kind.\n')).digest);
  });

  it('merges defaults: slices and limits by name, checks before its own, tools and policy replaced', async () => {
    const suite = await suiteOf({
      'suite.yaml': inventedSuite({
        defaults: {
          slices: { kind: 'plain', tongue: 'en' },
          limits: { maxTurns: 9, maxSteps: 50 },
          tools: ['get_order'],
          policy: 'Be brief.',
          checks: [{ check: 'no-duplicate-effects' }],
        },
        scenarios: [
          inventedScenario({
            slices: { kind: 'edge' },
            limits: { maxTurns: 3 },
            tools: ['refund'],
            policy: 'Be kind.',
          }),
        ],
      }),
    });
    expect(suite.scenarios[0]).toMatchObject({
      slices: { kind: 'edge', tongue: 'en' },
      limits: { maxTurns: 3, maxSteps: 50 },
      tools: ['refund'],
      policyText: 'Be kind.',
    });
    expect(suite.scenarios[0]?.checks.map(({ check }) => check)).toEqual(['no-duplicate-effects', 'final-state']);
  });

  it('writes out its own personas and leaves bundled ones by name', async () => {
    const user = inventedScenario().user;
    const suite = await suiteOf({
      'suite.yaml': inventedSuite({
        personas: [{ name: 'gruff', tone: 'annoyed' }],
        defaults: { persona: 'gruff' },
        scenarios: [inventedScenario(), inventedScenario({ id: 'own', user: { ...user, persona: 'terse' } as never })],
      }),
    });
    expect(suite.scenarios.map(({ user }) => (user.kind === 'scripted' ? null : user.persona))).toEqual([
      expect.objectContaining({ name: 'gruff', tone: 'annoyed', verbosity: 'plain', patience: 3 }),
      'terse',
    ]);
  });

  it('finds fault plans by name and by path, and none where a scenario wants none', async () => {
    const suite = await suiteOf({
      'suite.yaml': inventedSuite({
        faults: { inline: { rules: [1] }, kept: 'plans/kept.yaml' },
        defaults: { faults: 'kept' },
        scenarios: [
          inventedScenario({ id: 'a' }),
          inventedScenario({ id: 'b', faults: 'inline' }),
          inventedScenario({ id: 'c', faults: null }),
          inventedScenario({ id: 'd', faults: 'plans/kept.yaml' }),
        ],
      }),
      'plans/kept.yaml': 'rules: [2]\n',
    });
    expect(suite.scenarios.map(({ faultPlan }) => faultPlan)).toEqual([
      { rules: [2] },
      { rules: [1] },
      null,
      { rules: [2] },
    ]);
  });

  it('may be named through a link to it', async () => {
    const folder = suiteFiles({ 'real/suite.yaml': inventedSuite({ include: ['b.yaml'] }), 'real/b.yaml': [] });
    symlinkSync(join(folder, 'real/suite.yaml'), join(folder, 'linked.yaml'));
    expect(ids(await loadSuite('linked.yaml', { cwd: folder }))).toEqual(['late']);
  });
});

describe('the matrix', () => {
  const matrix: SuiteInput['matrix'] = {
    persona: ['plain', { name: 'My Own' }],
    turns: [8, 15],
    faults: [null, 'flaky'],
    confusions: [
      { name: 'clear', confusions: [] },
      { name: 'sorry', confusions: [{ operator: 'correction' }] },
    ],
  };
  const suite = inventedSuite({ matrix, faults: { flaky: { rules: [] } } });

  // By hand: 2 lengths x 2 personas x 2 fault plans x 2 confusions.
  it('plays every combination once, named and sliced by its values', async () => {
    const { scenarios } = await suiteOf({ 'suite.yaml': suite });
    expect(scenarios).toHaveLength(16);
    expect(scenarios[0]).toMatchObject({
      id: 'late~turns=8~persona=plain~faults=none~confusion=clear',
      goalId: 'late',
      plannedTurns: 8,
      slices: { turns: '8', persona: 'plain', faults: 'none', confusion: 'clear' },
      user: { pace: 8, persona: 'plain', confusions: [] },
      faultPlan: null,
    });
    expect(scenarios.at(-1)).toMatchObject({
      id: 'late~turns=15~persona=My-Own~faults=flaky~confusion=sorry',
      slices: { persona: 'My Own' },
      user: { pace: 15, persona: { name: 'My Own' }, confusions: [{ operator: 'correction', turn: 1 }] },
      faultPlan: { rules: [] },
    });
  });

  // By hand: the id with `faults=none` in the place of the plan.
  it('pairs every variant with faults with the one that differs in nothing else', async () => {
    const { scenarios } = await suiteOf({ 'suite.yaml': suite });
    const ids = new Set(scenarios.map(({ id }) => id));
    for (const { id, twinId, faultPlan } of scenarios) {
      expect(twinId).toBe(faultPlan === null ? null : id.replace('~faults=flaky', '~faults=none'));
      if (twinId !== null) expect(ids).toContain(twinId);
    }
  });

  it('pairs nothing where no variant is without faults, and a pair changes no digest', async () => {
    const scenariosWith = async (faults: (string | null)[]) =>
      (await suiteOf({ 'suite.yaml': { ...suite, matrix: { faults } } })).scenarios;
    const [alone] = await scenariosWith(['flaky']);
    const [, paired] = await scenariosWith([null, 'flaky']);
    expect([alone?.twinId, paired?.twinId]).toEqual([null, 'late~faults=none']);
    expect(paired?.digest).toBe(alone?.digest);
  });

  it('gives way to the lengths of a scenario, which is also played at its own', async () => {
    const { scenarios } = await suiteOf({
      'suite.yaml': inventedSuite({ matrix: { turns: [8] }, scenarios: [inventedScenario({ turns: [3, 25] })] }),
    });
    expect(scenarios.map(({ id, plannedTurns, slices }) => [id, plannedTurns, slices['turns']])).toEqual([
      ['late', null, 'own'],
      ['late~turns=3', 3, '3'],
      ['late~turns=25', 25, '25'],
    ]);
  });

  it('multiplies a scripted user by faults alone', async () => {
    const scripted = inventedScenario({ user: { kind: 'scripted', lines: ['hello'] } });
    const { scenarios } = await suiteOf({ 'suite.yaml': { ...suite, scenarios: [scripted] } });
    expect(scenarios.map(({ id }) => id)).toEqual(['late~faults=none', 'late~faults=flaky']);
  });

  it('refuses more than 20,000 played scenarios before it makes any', async () => {
    const turns = Array.from({ length: 200 }, (_, at) => at + 1);
    const faults = Array.from({ length: 101 }, (_, at) => `f${at}.yaml`);
    expect(
      await mistakesOf({
        'suite.yaml': inventedSuite({ matrix: { turns, faults } }),
        ...Object.fromEntries(faults.map((name) => [name, '{}'])),
      }),
    ).toEqual(['suite.yaml:- SUITES_TOO_LARGE expected at most 20000 played scenarios, got 20200']);
  });
});

describe('digests', () => {
  const digestOf = async (parts: Partial<SuiteInput>): Promise<string> =>
    (await suiteOf({ 'suite.yaml': inventedSuite(parts) })).digest;

  it('stay when only the order, the origin or the name of the suite changes', async () => {
    const [a, b] = [inventedScenario({ id: 'a' }), inventedScenario({ id: 'b' })];
    const plain = await digestOf({ scenarios: [a, b] });
    expect(await digestOf({ scenarios: [b, a], name: 'other', version: '2' })).toBe(plain);
    expect(await digestOf({ scenarios: [a, { ...b, provenance: 'incident 7' }] })).toBe(plain);
  });

  it('change with whatever a trial depends on', async () => {
    const user: ScenarioInput['user'] = { kind: 'scripted', lines: ['hello'] };
    const changed: Partial<SuiteInput>[] = [
      { scenarios: [inventedScenario({ id: 'other' })] },
      { scenarios: [inventedScenario({ user })] },
      { scenarios: [inventedScenario({ tools: [] })] },
      { scenarios: [inventedScenario({ world: { seed: 1 } })] },
      { defaults: { policy: 'Be brief.' } },
      { defaults: { limits: { maxTurns: 5 } } },
      { defaults: { persona: 'terse' } },
      { matrix: { turns: [8] } },
    ];
    const digests = await Promise.all([{}, ...changed].map(digestOf));
    expect(new Set(digests).size).toBe(changed.length + 1);
  });

  it('leave the other lengths alone when one is added', async () => {
    const at = (turns: number[]) => suiteOf({ 'suite.yaml': inventedSuite({ matrix: { turns } }) });
    const [few, more] = await Promise.all([at([3]), at([3, 8])]);
    expect(more.scenarios[0]?.digest).toBe(few.scenarios[0]?.digest);
  });

  it("take the world's digest along", async () => {
    const suite = await suiteOf({ 'suite.yaml': inventedSuite() });
    const [first, second] = ['sha256:1', 'sha256:2'].map((world) => withWorldDigest(suite, world).digest);
    expect(new Set([suite.digest, first, second]).size).toBe(3);
  });
});

describe('a suite in TypeScript', () => {
  const text = (suite: unknown): string => `const suite: object = ${JSON.stringify(suite)};\nexport default suite;\n`;

  it('is the same as in YAML, byte for byte', () =>
    fc.assert(
      fc.asyncProperty(suites, async (suite) => {
        const files = { 'suite.yaml': stringify(suite), 'suite.ts': text(suite) };
        const [yaml, module] = await Promise.all([suiteOf(files), suiteOf(files, 'suite.ts')]);
        expect(canonicalJson(module as unknown as Json)).toBe(canonicalJson(yaml as unknown as Json));
      }),
      { numRuns: 25 },
    ));

  it('may leave members undefined', async () => {
    const suite = `export default { ...${JSON.stringify(inventedSuite())}, description: undefined };`;
    expect(ids(await suiteOf({ 'suite.mjs': suite }, 'suite.mjs'))).toEqual(['late']);
  });

  it('names the field of a mistake, and refuses what YAML could not say', async () => {
    expect(await mistakesOf({ 'suite.ts': text({ ...inventedSuite(), name: 7 }) }, 'suite.ts')).toEqual([
      'suite.ts:- SUITES_BAD_FIELD expected text, got 7',
    ]);
    const dated = 'export default { name: new Date(0) };';
    expect(await mistakesOf({ 'suite.mjs': dated }, 'suite.mjs')).toEqual([
      'suite.mjs:- SUITES_NOT_JSON expected a value that JSON can hold, got an object of class Date',
    ]);
  });

  it.each([
    ['throw new Error("no luck");', 'SUITES_MODULE_FAILED', 'no luck'],
    ['export default { get name() { throw new Error("no luck"); } };', 'SUITES_MODULE_FAILED', 'no luck'],
    ['export const suite = 1;', 'SUITES_NO_DEFAULT_EXPORT', 'default export'],
  ])('%s is refused with %s', async (module, code, words) => {
    await expect(suiteOf({ 'suite.mjs': module }, 'suite.mjs')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
      where: { file: 'suite.mjs' },
    });
  });
});

describe('mistakes', () => {
  it('are all found, each with its file, line and what would be right', async () => {
    const head =
      'apiVersion: seatrial/suite/v1\nname: refunds\nversion: 1\nworlds: shop\ninclude: [b.yaml, nowhere.yaml]\n';
    const b = `- id: Bad Id
  goal: refund it
  user:
    facts: [{id: zip, label: postcode, value: 01234, tell: sometimes}]
    agenda: [{id: r, say: "{zip}"}]
  checks:
    - check: final-stat
    - {check: tool-calls, required: [{tol: x}]}
    - {check: final-state, expect: [{path: orders, equals: 1}]}
`;
    expect(await mistakesOf({ 'suite.yaml': head, 'b.yaml': b })).toEqual([
      'suite.yaml:3 SUITES_BAD_FIELD expected text, got 1',
      'suite.yaml:4 SUITES_BAD_FIELD expected a field of a suite, got worlds',
      'suite.yaml:5 SUITES_FILE_UNREADABLE expected a file nowhere.yaml, got nothing that can be read',
      'b.yaml:1 SUITES_BAD_FIELD expected a scenario id: lower-case letters, digits, dots and dashes, got Bad Id',
      'b.yaml:4 SUITES_CHANGED_NUMBER expected text in quotes or a number without leading zeros, got 01234, which YAML reads as 1234',
      'b.yaml:4 SUITES_BAD_FIELD expected one of opening, when-asked, late, never, got sometimes',
      'b.yaml:5 SUITES_BAD_FIELD expected doneWhen, a list; got nothing',
      'b.yaml:7 SUITES_BAD_FIELD expected one of final-state, tool-calls, says, policy-rule, limits, no-duplicate-effects, rubric, scorecard, got final-stat',
      'b.yaml:8 SUITES_BAD_FIELD expected tool, text; got nothing',
      'b.yaml:8 SUITES_BAD_FIELD expected a field of [0].checks[1].required[0], got tol',
      'b.yaml:9 SUITES_BAD_FIELD expected a JSON Pointer such as /orders/O-1042/status, got orders',
    ]);
  });

  it('carry a hint with the nearest word', async () => {
    const cwd = suiteFiles({ 'suite.yaml': { ...inventedSuite(), worlds: 'shop' } });
    await expect(loadSuite('suite.yaml', { cwd })).rejects.toMatchObject({
      code: 'SUITES_BAD_FIELD',
      hint: expect.stringContaining('did you mean world?'),
    });
  });

  it.each([
    ['two scenarios of one id', { scenarios: [inventedScenario(), inventedScenario()] }, 'SUITES_DOUBLED_ID'],
    ['two personas of one name', { personas: [{ name: 'a' }, { name: 'a' }] }, 'SUITES_DOUBLED_PERSONA'],
    ['a length given twice', { matrix: { turns: [3, 3] } }, 'SUITES_DOUBLED_ID'],
    ['no scenario at all', { scenarios: [] }, 'SUITES_NO_SCENARIOS'],
    ['scenarios that are no list', { scenarios: {} as never }, 'SUITES_BAD_FIELD expected a list of scenarios'],
    ['a fault plan that nobody wrote', { defaults: { faults: 'flaki' } }, 'SUITES_UNKNOWN_FAULT_PLAN'],
    ['a matrix with such a plan', { matrix: { faults: ['flaki'] } }, 'SUITES_UNKNOWN_FAULT_PLAN'],
    ['a plan that is not there', { defaults: { faults: 'no.yaml' } }, 'SUITES_FILE_UNREADABLE'],
    ['a module to include', { include: ['b.ts'] }, 'SUITES_UNKNOWN_FORMAT'],
    [
      'a slice that the matrix fills',
      { matrix: { persona: ['plain'] }, defaults: { slices: { persona: 'x' } } },
      'SUITES_SLICE_TAKEN',
    ],
    ['a check with two conditions', { defaults: { checks: [twoConditions()] } }, 'expected exactly one of equals'],
    [
      'a persona of the wrong type',
      { defaults: { persona: 7 as never } },
      'expected text or a mapping of fields, got 7',
    ],
    [
      'a persona with a wrong trait',
      { defaults: { persona: { name: 'a', tone: 'loud' } as never } },
      'expected one of polite',
    ],
  ] as const)('%s: %s', async (_, parts, words) => {
    const [first] = await mistakesOf({ 'suite.yaml': inventedSuite(parts as Partial<SuiteInput>) });
    expect(first).toContain(words);
  });

  it('in a fault plan or an included file name that file', async () => {
    const files = { 'p.yaml': 'a: 1\na: 2\n', 'b.yaml': '- id: [\n' };
    const mistakes = await mistakesOf({
      'suite.yaml': inventedSuite({ defaults: { faults: 'p.yaml' }, include: ['b.yaml'] }),
      ...files,
    });
    expect(mistakes.map((text) => text.split(' ')[0])).toEqual(expect.arrayContaining(['p.yaml:2', 'b.yaml:2']));
  });

  it('of the whole file are refused: missing, a folder, no text, another ending', async () => {
    const cwd = suiteFiles({ 'a.txt': '' });
    mkdirSync(join(cwd, 'b.yaml'));
    writeFileSync(join(cwd, 'latin.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe9]));
    for (const [name, code] of [
      ['nowhere.yaml', 'SUITES_FILE_UNREADABLE'],
      ['b.yaml', 'SUITES_FILE_UNREADABLE'],
      ['latin.yaml', 'SUITES_FILE_UNREADABLE'],
      ['a.txt', 'SUITES_UNKNOWN_FORMAT'],
      ['.', 'SUITES_UNKNOWN_FORMAT'],
    ] as const)
      await expect(loadSuite(name, { cwd })).rejects.toMatchObject({ code });
  });
});

describe('files outside the folder of the suite', () => {
  it.each(['../secret.txt', '/etc/passwd', 'a/../../secret.txt', 'link.txt', 'folder/secret.txt', 'a\0b'])(
    '%s is refused',
    async (path) => {
      const cwd = suiteFiles({ 'secret.txt': 'secret', 'suite/suite.yaml': '' });
      symlinkSync(join(cwd, 'secret.txt'), join(cwd, 'suite/link.txt'));
      symlinkSync(cwd, join(cwd, 'suite/folder'));
      writeFileSync(
        join(cwd, 'suite/suite.yaml'),
        JSON.stringify(inventedSuite({ defaults: { policy: `file:${path}` } })),
      );
      await expect(loadSuite('suite/suite.yaml', { cwd })).rejects.toMatchObject({
        code: 'SUITES_OUTSIDE_FOLDER',
        where: { file: 'suite/suite.yaml' },
      });
    },
  );
});

function twoConditions(): unknown {
  return { check: 'final-state', expect: [{ path: '/a', equals: 1, absent: true }] };
}

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const texts = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !/^file:|[\uD800-\uDFFF]/.test(text));
const values: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => JSON.parse(JSON.stringify(value), (_, part) => (Object.is(part, -0) ? 0 : tame(part))) as Json);

// Numbers beyond what JSON readers agree on are refused in both forms.
function tame(part: unknown): unknown {
  return typeof part === 'number' && Number.isInteger(part) && !Number.isSafeInteger(part) ? 1 : part;
}

const suites: fc.Arbitrary<SuiteInput> = fc
  .record({
    goals: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
    goal: texts,
    policy: texts,
    value: values,
    turns: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 3 }), {
      nil: undefined,
    }),
    slices: fc.dictionary(word, texts, { maxKeys: 2 }),
  })
  .map(({ goals, goal, policy, value, turns, slices }) =>
    inventedSuite({
      defaults: { policy },
      ...(turns !== undefined && { matrix: { turns } }),
      scenarios: goals.map((id) =>
        inventedScenario({
          id,
          goal,
          slices: Object.fromEntries(Object.entries(slices).filter(([name]) => name !== 'turns')),
          world: { state: { place: value } },
          checks: [{ check: 'final-state', expect: [{ path: '/place', equals: value }] }],
        }),
      ),
    }),
  );
