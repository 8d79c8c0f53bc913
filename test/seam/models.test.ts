import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '#base';
import type { FaultMark } from '#schema';
import { faultMarks, machineClock, parseFaultPlan, readTrialRecord, seamConfigSchema, startSeam } from '#seam';
import { type ModelMake, modelClients } from './clients/model-clients.ts';
import { type ModelCase, modelCases } from './model-cases.ts';
import { ModelProvider } from './shop/model-provider.ts';

const patienceMs = 60_000;
const impatienceMs = 1000;
const makes = Object.keys(modelClients) as ModelMake[];

interface Seen {
  readonly told: string;
  readonly hits: readonly string[];
  readonly marks: readonly FaultMark[];
}
const seen = new Map<string, Seen>();

async function observe(make: ModelMake, { fault, stream, tool, hangs }: ModelCase): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-models-'));
  await using provider = await ModelProvider.start();
  const config = {
    apiVersion: 'seatrial/seam/v1',
    record: folder,
    servers: { m: { kind: 'model', url: provider.url } },
  };
  const rules = [{ id: 'f', where: { seam: 'model' }, clears: 'never', fault }];
  await using seam = await startSeam({
    config: seamConfigSchema.parse(config),
    plan: parseFaultPlan({ apiVersion: 'seatrial/faults/v1', rules } as unknown as Json),
    clock: machineClock,
    seamVersion: 'test',
  });
  const giveUpMs = hangs === true ? impatienceMs : patienceMs;
  const told = await modelClients[make]({ url: seam.address('t', 'm'), stream, tool: tool === true, giveUpMs });
  seam.end('t', 'done');
  const marks = faultMarks((await readTrialRecord(folder, 'live', 't')).events);
  rmSync(folder, { recursive: true, force: true });
  return { told, hits: provider.hits, marks };
}

// All at once: the libraries wait up to six seconds between their attempts.
beforeAll(async () => {
  const pairs = modelCases.flatMap((one) => makes.map((make) => [make, one] as const));
  await Promise.all(pairs.map(async ([make, one]) => seen.set(`${make} ${one.name}`, await observe(make, one))));
});

// The patterns and counts are those of seams.md, sections 4.3 and 6.4, measured against these clients without this seam.
describe.each(makes)('with a model behind it, %s', (make) => {
  it.each(modelCases.map((one) => [one.name, one] as const))('sees what it should of %s', (name, one) => {
    const { told, hits, marks } = seen.get(`${make} ${name}`) ?? { told: '', hits: [], marks: [] };
    const attempts = one.attempts?.[make] ?? 1;
    expect(told).toMatch(one.sees[make]);
    expect(marks).toHaveLength(attempts);
    for (const mark of marks) expect(mark).toMatchObject({ kind: one.fault.kind, realised: true, delivered: true });
    expect(hits).toHaveLength(one.hits ?? attempts);
    if (one.fault.kind === 'model-swap') expect(hits).toEqual(['small']);
  });
});
