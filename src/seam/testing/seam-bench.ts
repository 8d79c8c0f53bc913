import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '#base';
import type { FaultMark, FaultPlanInput } from '#schema';
import { machineClock } from '../machine-clock.ts';
import { parseFaultPlan } from '../plan/parse-fault-plan.ts';
import { faultMarks } from '../record/fault-marks.ts';
import { readTrialRecord } from '../record/record-files.ts';
import type { SeamEvent } from '../record/seam-event.ts';
import { type SeamConfigInput, seamConfigSchema } from '../seam-config.ts';
import { type RunningSeam, startSeam } from '../start-seam.ts';
import { planOf } from './plan-fixture.ts';

/** A seam that listens in a folder of its own, with one trial called `t#0`. */
export class SeamBench implements AsyncDisposable {
  readonly seam: RunningSeam;
  readonly #folder: string;

  private constructor(seam: RunningSeam, folder: string) {
    this.seam = seam;
    this.#folder = folder;
  }

  static async start(
    servers: SeamConfigInput['servers'],
    rules: FaultPlanInput['rules'] | null = null,
  ): Promise<SeamBench> {
    const folder = mkdtempSync(join(tmpdir(), 'seatrial-seam-'));
    const config = seamConfigSchema.parse({ apiVersion: 'seatrial/seam/v1', record: folder, servers });
    const plan = rules === null ? null : parseFaultPlan(planOf(rules) as unknown as Json);
    return new SeamBench(await startSeam({ config, plan, clock: machineClock, seamVersion: 'test' }), folder);
  }

  address(server: string): string {
    return this.seam.address('t#0', server);
  }

  /** Everything recorded so far. */
  async events(): Promise<readonly SeamEvent[]> {
    return (await readTrialRecord(this.#folder, 'live', 't#0')).events;
  }

  async eventsOf<Kind extends SeamEvent['kind']>(kind: Kind): Promise<Extract<SeamEvent, { kind: Kind }>[]> {
    return (await this.events()).filter((event) => event.kind === kind) as never;
  }

  async marks(): Promise<FaultMark[]> {
    return faultMarks(await this.events());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.seam.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
