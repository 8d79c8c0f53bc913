import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerReach } from '#agents';
import type { Json } from '#base';
import type { FaultMark } from '#schema';
import {
  type FaultScene,
  type LoadedSeam,
  machineClock,
  type RunningSeam,
  readTrialRecord,
  replaySummary,
  type SeamEvent,
  scoreFaults,
  startSeam,
} from '#seam';
import { keptRecord } from './kept-record.ts';
import type { TrialRequest } from './played-trial.ts';
import { faultPlanOf } from './trial-tools.ts';

/**
 * The proxies of one attempt: in front of the agent's own servers, with the scenario's fault plan, or that of the setup where the scenario has none.
 * They listen as long as the attempt is played; what they recorded is taken over and removed.
 */
export class AttemptSeam {
  readonly #seam: RunningSeam;
  readonly #setup: LoadedSeam;
  readonly #trial: string;
  readonly #folder: string;
  #events: readonly SeamEvent[] = [];

  private constructor(seam: RunningSeam, setup: LoadedSeam, trial: string, folder: string) {
    this.#seam = seam;
    this.#setup = setup;
    this.#trial = trial;
    this.#folder = folder;
  }

  /**
   * Starts the proxies on a free port.
   *
   * @throws the errors of `startSeam`
   */
  static async start(setup: LoadedSeam, { scenario, index }: TrialRequest): Promise<AttemptSeam> {
    const folder = mkdtempSync(join(tmpdir(), 'seatrial-attempt-'));
    const config = { ...setup.config, port: 0, record: folder };
    const plan = faultPlanOf(scenario) ?? setup.plan;
    const seam = await startSeam({ config, plan, clock: machineClock, seamVersion: '1' });
    const trial = `${scenario.id}#${index}`;
    seam.open(trial, { scenario: scenario.id });
    return new AttemptSeam(seam, setup, trial, folder);
  }

  /** How the agent reaches each server in its place. */
  get servers(): Readonly<Record<string, ServerReach>> {
    return Object.fromEntries(
      Object.entries(this.#setup.config.servers).map(([name, { kind }]) => [
        name,
        kind === 'mcp-stdio'
          ? { kind: 'command', ...this.#seam.command(this.#trial, name) }
          : { kind, address: this.#seam.address(this.#trial, name) },
      ]),
    );
  }

  /** Ends the trial at the proxies, takes their record over and stops them. */
  async close(): Promise<void> {
    this.#seam.end(this.#trial, 'done');
    try {
      this.#events = (await readTrialRecord(this.#folder, this.#setup.config.run, this.#trial)).events;
    } finally {
      await this.#seam.close();
      rmSync(this.#folder, { recursive: true, force: true });
    }
  }

  /** Whether a server answered from a recording that had no answer to a call: then the trial tells nothing about the agent. */
  get diverged(): boolean {
    return replaySummary(this.#events).diverged;
  }

  /** What was recorded, bounded, for the trajectory. */
  record(): Json {
    return keptRecord(this.#events);
  }

  /** What became of the faults. The servers keep no ledger that we could read, so no effect is proved to be done twice. */
  marks({ steps, outcome }: Omit<FaultScene, 'events' | 'ledger'>): FaultMark[] {
    return scoreFaults({ events: this.#events, steps, outcome, ledger: null });
  }
}
