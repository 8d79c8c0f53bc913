import { renderLiveProgress, renderProgressLine } from '#report';
import type { ProgressTally } from '#runner';
import type { Shell } from './shell.ts';

/** What is said of a run while it goes on, besides its progress. */
export interface DisplayedRun {
  readonly suite: string;
  readonly agent: string;
  readonly budgetUsd: number | null;
}

/** A terminal is drawn at most ten times a second; a log gets a line every ten seconds, and sooner at every twentieth of a plan that goes fast. */
const drawEveryMs = 100;
const lineEveryMs = 10_000;
const fewestMsBetweenLines = 2000;
const lineEveryShare = 0.05;

/** Rates look back this far, so that they follow a run whose pace changes. */
const rateWindowMs = 30_000;

/** Shows a run's progress on standard error: a block drawn over on a terminal, plain lines in a log. */
export class LiveDisplay implements Disposable {
  readonly #run: DisplayedRun;
  readonly #tally: ProgressTally;
  readonly #shell: Shell;
  readonly #timer: NodeJS.Timeout;
  readonly #startedMs: number;
  readonly #marks: { readonly atMs: number; readonly settled: number }[] = [];
  #lastLineMs: number;
  #lastLineShare = 0;

  constructor(run: DisplayedRun, tally: ProgressTally, shell: Shell) {
    this.#run = run;
    this.#tally = tally;
    this.#shell = shell;
    this.#startedMs = shell.now().getTime();
    this.#lastLineMs = this.#startedMs;
    this.#timer = setInterval(() => this.#show(), drawEveryMs).unref();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#shell.progress('');
  }

  #show(): void {
    const { terminal } = this.#shell;
    if (terminal !== null) this.#shell.progress(renderLiveProgress(this.#progress(), terminal));
    else this.#showLine();
  }

  #showLine(): void {
    const now = this.#shell.now().getTime();
    const progress = this.#progress();
    const share = progress.settled / Math.max(1, progress.planned);
    const sinceMs = now - this.#lastLineMs;
    const due = share - this.#lastLineShare < lineEveryShare ? lineEveryMs : fewestMsBetweenLines;
    if (sinceMs < due) return;
    this.#lastLineMs = now;
    this.#lastLineShare = share;
    this.#shell.note(`seatrial: ${renderProgressLine(progress)}\n`);
  }

  #progress() {
    const now = this.#shell.now().getTime();
    const snapshot = this.#tally.snapshot();
    return {
      ...this.#run,
      ...snapshot,
      elapsedMs: now - this.#startedMs,
      trialsPerSecond: this.#rate(now, snapshot.settled),
      finishing: this.#shell.interrupted.aborted,
    };
  }

  #rate(atMs: number, settled: number): number | null {
    this.#marks.push({ atMs, settled });
    while (this.#marks.length > 2 && atMs - this.#marks[0]!.atMs > rateWindowMs) this.#marks.shift();
    const first = this.#marks[0]!;
    if (settled === first.settled || atMs === first.atMs) return null;
    return ((settled - first.settled) / (atMs - first.atMs)) * 1000;
  }
}
