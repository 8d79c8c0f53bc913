import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '#base';
import type { FaultPlanInput } from '#schema';
import { machineClock } from '../../machine-clock.ts';
import { parseFaultPlan } from '../../plan/parse-fault-plan.ts';
import { readTrialRecord } from '../../record/record-files.ts';
import type { SeamEvent } from '../../record/seam-event.ts';
import { type SeamConfigInput, seamConfigSchema } from '../../seam-config.ts';
import { type RunningSeam, startSeam } from '../../start-seam.ts';
import { planOf } from '../../testing/plan-fixture.ts';
import type { ReplayConfigInput } from '../replay-config.ts';
import { type ReplaySummary, replaySummary } from '../replay-summary.ts';

/** A folder in which runs are recorded and replayed; the recorded run is called `first`. */
export class ReplayBench implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'seatrial-replay-'));
  #runs = 0;

  /** A seam that records the run `first`. */
  record(servers: SeamConfigInput['servers'], rules?: FaultPlanInput['rules']): Promise<RunningSeam> {
    return this.#start('first', servers, undefined, rules);
  }

  /** A seam that answers from the run `first`, recorded as a run of its own. */
  async replay(
    servers: SeamConfigInput['servers'],
    options: Omit<ReplayConfigInput, 'record' | 'run'> = {},
    rules?: FaultPlanInput['rules'],
  ): Promise<Replaying> {
    const run = `replay-${++this.#runs}`;
    const seam = await this.#start(run, servers, { ...options, record: this.folder, run: 'first' }, rules);
    const events = async (trial = 't#0'): Promise<readonly SeamEvent[]> =>
      (await readTrialRecord(this.folder, run, trial)).events;
    return {
      seam,
      events,
      summary: async (trial) => replaySummary(await events(trial)),
      [Symbol.asyncDispose]: () => seam.close(),
    };
  }

  /** A seam that would write the very run it reads. */
  replayOfItself(servers: SeamConfigInput['servers']): Promise<RunningSeam> {
    return this.#start('first', servers, { record: this.folder }, undefined);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #start(
    run: string,
    servers: SeamConfigInput['servers'],
    replay: ReplayConfigInput | undefined,
    rules: FaultPlanInput['rules'] | undefined,
  ): Promise<RunningSeam> {
    const config = seamConfigSchema.parse({
      apiVersion: 'seatrial/seam/v1',
      record: this.folder,
      run,
      servers,
      ...(replay !== undefined && { replay }),
    });
    const plan = rules === undefined ? null : parseFaultPlan(planOf(rules) as unknown as Json);
    return startSeam({ config, plan, clock: machineClock, seamVersion: 'test' });
  }
}

/** A replay under way. */
export interface Replaying extends AsyncDisposable {
  readonly seam: RunningSeam;
  events(trial?: string): Promise<readonly SeamEvent[]>;
  summary(trial?: string): Promise<ReplaySummary>;
}
