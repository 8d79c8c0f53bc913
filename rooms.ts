/** A room of `src/`: what it holds and which rooms it may import. */
export interface Room {
  readonly name: string;
  readonly storey: 'ground' | 'judgement' | 'port' | 'engine' | 'face';
  readonly holds: string;
  /** Rooms it may import through their `#room` door. */
  readonly mayImport: readonly string[];
  /** Pure rooms touch no network, files, clock or random source. */
  readonly pure: boolean;
}

const ground = ['base', 'stats', 'schema'] as const;

/**
 * The rooms of `src/` and who may import whom. `test/architecture.test.ts` holds the code to this table and
 * `npm run generate` prints it as ARCHITECTURE.md. `base` may use `node:crypto`, which computes and reaches nothing.
 */
export const rooms: readonly Room[] = [
  {
    name: 'base',
    storey: 'ground',
    holds: 'errors, canonical JSON, digests, seeded hash, redaction, which fault exists where',
    mayImport: [],
    pure: true,
  },
  { name: 'stats', storey: 'ground', holds: 'counts in, Estimates out', mayImport: ['base'], pure: true },
  {
    name: 'schema',
    storey: 'ground',
    holds: 'every noun and document on disk or wire',
    mayImport: ['base', 'stats'],
    pure: true,
  },
  {
    name: 'reliability',
    storey: 'judgement',
    holds: 'trials into counts, reliability reports and paired comparisons',
    mayImport: ground,
    pure: true,
  },
  {
    name: 'audit',
    storey: 'judgement',
    holds: 'a run and its trajectories into reasons to doubt the result',
    mayImport: ground,
    pure: true,
  },
  { name: 'gates', storey: 'judgement', holds: 'measures and a policy into a verdict', mayImport: ground, pure: true },
  {
    name: 'store',
    storey: 'port',
    holds: 'the run on disk: append, read, verify, pack',
    mayImport: ground,
    pure: false,
  },
  {
    name: 'intake',
    storey: 'port',
    holds: 'foreign records into trials and trajectories',
    mayImport: ground,
    pure: false,
  },
  {
    name: 'suites',
    storey: 'port',
    holds: 'suite files into suites: read, expand, digest, lint',
    mayImport: ground,
    pure: false,
  },
  {
    name: 'llm',
    storey: 'port',
    holds: 'model calls we make, prices, back-off',
    mayImport: ground,
    pure: false,
  },
  {
    name: 'worlds',
    storey: 'port',
    holds: 'stateful environments and their tools, in process or over MCP',
    mayImport: ground,
    pure: false,
  },
  {
    name: 'agents',
    storey: 'port',
    holds: 'open and talk to the agent under test',
    mayImport: [...ground, 'worlds', 'llm'],
    pure: false,
  },
  {
    name: 'users',
    storey: 'port',
    holds: 'simulated users: rules, model, script',
    mayImport: [...ground, 'llm'],
    pure: false,
  },
  {
    name: 'graders',
    storey: 'port',
    holds: 'a trajectory into grades: code, model, human',
    mayImport: [...ground, 'worlds', 'llm'],
    pure: false,
  },
  {
    name: 'seam',
    storey: 'port',
    holds: 'byte proxies in front of tools and models: record, replay, faults',
    mayImport: [...ground, 'worlds', 'store', 'llm'],
    pure: false,
  },
  {
    name: 'desk',
    storey: 'port',
    holds: 'the bundled world (an order desk), its suite and two rule-driven agents',
    mayImport: [...ground, 'worlds', 'agents', 'suites'],
    pure: false,
  },
  {
    name: 'runner',
    storey: 'engine',
    holds: 'suite into trials: crash-safe, resumable, within a budget',
    mayImport: [...ground, 'store', 'suites', 'worlds', 'agents', 'users', 'graders', 'seam'],
    pure: false,
  },
  {
    name: 'report',
    storey: 'face',
    holds: 'documents into terminal text, Markdown, JUnit, HTML',
    mayImport: ground,
    pure: true,
  },
  {
    name: 'cli',
    storey: 'face',
    holds: 'arguments to one call to one rendering to an exit code; the composition root',
    mayImport: [
      ...ground,
      'reliability',
      'audit',
      'gates',
      'store',
      'intake',
      'suites',
      'llm',
      'worlds',
      'agents',
      'users',
      'graders',
      'seam',
      'desk',
      'runner',
      'report',
    ],
    pure: false,
  },
  {
    name: 'public',
    storey: 'face',
    holds: 'one file per package export; re-exports only',
    mayImport: [
      ...ground,
      'reliability',
      'audit',
      'gates',
      'store',
      'intake',
      'suites',
      'llm',
      'worlds',
      'agents',
      'users',
      'graders',
      'seam',
      'desk',
      'runner',
      'report',
    ],
    pure: false,
  },
];

/** The table as the text of ARCHITECTURE.md. */
export function architectureDocument(): string {
  const rows = rooms.map(
    (room) =>
      `| \`${room.name}/\` | ${room.storey} | ${room.holds} | ${room.mayImport.map((name) => `\`${name}\``).join(' ') || 'nothing'} | ${room.pure ? 'yes' : ''} |`,
  );
  return `# Architecture

Generated from \`rooms.ts\` by \`npm run generate\`; \`test/architecture.test.ts\` holds the code to it.

A room is a folder of \`src/\`. Rooms enter each other only through the door \`#room\` (its \`index.ts\`); inside a room imports are
relative. Type-only imports and re-exports count.

| room | storey | holds | may import | pure |
|---|---|---|---|---|
${rows.join('\n')}

Pure rooms touch no network, files, clock or random source: a past verdict can be recomputed from its files, offline.

## As data

A trial is played in \`runner/\`, which alone knows agents, users, worlds, graders and the seam, or a record of another harness enters \`intake/\`, becomes a trial and a trajectory, is written by \`store/\`, read back as a run record,
counted once in \`reliability/count.ts\`, becomes an Estimate in \`stats/\`, a report in \`reliability/\`, a finding in \`audit/\`, a Verdict
in \`gates/\`, then text in \`report/\`. One producer a step.

## As a line of code

Serialised: \`schema/\`. An interval: \`stats/\`. A file: \`store/\` or \`intake/\`. A string for people: \`report/\`. What a missing trial counts
as: \`reliability/count.ts\` alone. Redaction: \`base/redact.ts\`. The process (arguments, environment, clock, streams): the entry points of programs alone (\`cli/main.ts\`, the MCP
bridge, the stdio shim).
`;
}
