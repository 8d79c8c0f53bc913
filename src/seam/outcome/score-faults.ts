import type { FaultMark, Step, Trial } from '#schema';
import type { LedgerEntry } from '#worlds';
import { faultMarks } from '../record/fault-marks.ts';
import type { SeamEvent } from '../record/seam-event.ts';
import { agentWords, wordsFrom } from './agent-words.ts';
import { BegunFaultIds } from './begun-fault-ids.ts';
import { type BegunFault, begunFaults, type FaultedCall, isDelivered, sameIntent } from './begun-faults.ts';
import { type FaultShow, faultOutcome } from './fault-outcome.ts';
import { Deciders, isTrueSuccess, laterAttempts } from './later-attempts.ts';
import { ledgerProof } from './ledger-proof.ts';
import { looksAfter, readingTools, toolOf } from './looks-after.ts';
import { type TimedCall, trialTimeline } from './trial-timeline.ts';
import { changedLeaves, valueTraces } from './value-traces.ts';

/** What a trial left behind, as far as its faults are judged by it. */
export interface FaultScene {
  /** The seam's record of the trial, in order. */
  readonly events: readonly SeamEvent[];
  /** The steps of the trajectory. */
  readonly steps: readonly Step[];
  /** The world's effects; null where nothing keeps account of them. */
  readonly ledger: readonly LedgerEntry[] | null;
  readonly outcome: Trial['outcome'];
}

/** The same call so often until the end is a loop. */
const loopLength = 4;

const brokenKinds: ReadonlySet<string> = new Set([
  'truncate',
  'malformed',
  'stream-cut',
  'bad-tool-call',
  'unknown-tool',
  'length-stop',
  'refusal',
]);

/**
 * The faults of a trial as marks: planned, realised and delivered as the record has it, the step each landed on, the way back to the true answer, whether
 * the agent noticed, what it tried and what became of it. A fault that was not delivered has no outcome. One that lasted over several attempts is one
 * mark.
 *
 * Whether it noticed: after an error or a broken answer, that it made the call again, looked at the same thing another way before it spoke to the user,
 * or spoke of trouble; after a wrong value, that the true value is in its later calls or words, or that it spoke of a discrepancy. A value that also
 * occurs elsewhere in the trial proves nothing: then it cannot be told.
 *
 * Whether the fault is to blame needs the trial's clean twin, which may not have been played yet: that is judged when the run is counted.
 */
export function scoreFaults(scene: FaultScene): FaultMark[] {
  const timeline = trialTimeline(scene.events, scene.steps);
  const marks = new Map(faultMarks(scene.events).map((mark) => [mark.id, mark]));
  const deciders = new Deciders(scene.events, scene.steps);
  const readers = readingTools(scene.events);
  const ids = new BegunFaultIds();
  ids.read(scene.events);
  return begunFaults(timeline, ids).flatMap((fault) => {
    const mark = marks.get(fault.id);
    return mark === undefined ? [] : [scoredMark(mark, fault, { ...scene, timeline, deciders, readers })];
  });
}

interface ScoredScene extends FaultScene {
  readonly timeline: readonly TimedCall[];
  readonly deciders: Deciders;
  readonly readers: ReadonlySet<string>;
}

function scoredMark(mark: FaultMark, { calls }: BegunFault, scene: ScoredScene): FaultMark {
  const realised = calls.some(({ fault }) => fault.unrealised === null);
  const met = calls.find(isDelivered);
  const step = (met ?? calls[0])?.step ?? null;
  if (met === undefined) return { ...mark, step, realised, delivered: false };
  const story = aftermath(met, scene);
  const { detected, masked, retries } = story;
  const outcome = faultOutcome({ ...story, trial: scene.outcome });
  const back = detected === true || masked ? (story.success ?? (outcome === 'recovered' ? story.look : null)) : null;
  return {
    ...mark,
    step,
    realised,
    delivered: true,
    groundTruth: met.fault.undo,
    detected,
    outcome,
    retries,
    recoveryMs: back === null ? null : Math.max(0, (back.reply?.ms ?? 0) - (met.reply?.ms ?? 0)),
    recoverySteps: back === null ? null : stepsBetween(met, back, scene.timeline),
  };
}

function aftermath(met: FaultedCall, scene: ScoredScene) {
  const { steps, ledger, timeline, deciders, readers } = scene;
  const after = timeline.slice(timeline.indexOf(met) + 1).filter((later) => isModel(later) === isModel(met));
  const from = met.step === null ? 0 : met.step + 1;
  const { retries, success } = laterAttempts(met, after, deciders);
  const words = agentWords(steps, from);
  const looks = looksAfter(met, after, steps, readers);
  const show = showOf(met);
  const proof = ledgerProof(met, after, ledger);
  const isWrite = met.call.carrier !== 'model' && !readers.has(toolOf(met.call));
  const traces = tracesOf(met, show, after, wordsFrom(steps, from));
  return {
    show,
    retries,
    success,
    look: looks.find(isTrueSuccess) ?? null,
    detected: detection(show, {
      trouble: words.trouble,
      reacted: looks.length > 0 || after.some((later) => sameIntent(met, later)),
      wentOn: after.length > 0 || wordsFrom(steps, from).trim() !== '',
      traces,
    }),
    masked: success !== null && met.call.carrier !== 'box' && retries.byModel + retries.unknown === 0,
    looped: isLoop(met, after),
    duplicated: proof?.twice === true,
    tookPlace: proof?.tookPlace === true,
    undone: isWrite && success === null && !(proof?.tookPlace ?? met.fault.phase === 'post'),
    usedWrong: traces?.usedWrong === true && !traces.usedRight,
    lastWord: words.last,
  };
}

interface Signs {
  readonly trouble: boolean;
  readonly reacted: boolean;
  readonly wentOn: boolean;
  readonly traces: ReturnType<typeof tracesOf>;
}

function detection(show: FaultShow, { trouble, reacted, wentOn, traces }: Signs): boolean | null {
  if (show === 'nothing') return null;
  if (trouble || (show !== 'value' && reacted)) return true;
  if (show !== 'value') return wentOn ? false : null;
  if (traces === null) return null;
  return traces.usedRight ? true : traces.usedWrong ? false : null;
}

function showOf({ fault, reply }: FaultedCall): FaultShow {
  if (reply?.outcome !== 'result') return 'error';
  if (brokenKinds.has(fault.fault)) return 'broken';
  return fault.patch === null ? 'nothing' : 'value';
}

function tracesOf({ fault }: FaultedCall, show: FaultShow, after: readonly TimedCall[], words: string) {
  if (show !== 'value' || fault.ambiguous) return null;
  const given = after.map(({ call }) => call.arguments ?? null);
  return valueTraces(changedLeaves(fault.patch ?? [], fault.undo ?? []), given, words);
}

function isModel({ call }: TimedCall): boolean {
  return call.carrier === 'model';
}

function isLoop(met: FaultedCall, after: readonly TimedCall[]): boolean {
  const tail = [met, ...after].slice(-loopLength);
  return tail.length === loopLength && tail.every((call) => sameIntent(met, call) && !isTrueSuccess(call));
}

function stepsBetween(from: TimedCall, to: TimedCall, timeline: readonly TimedCall[]): number {
  if (from.step !== null && to.step !== null) return Math.max(0, to.step - from.step);
  return timeline.indexOf(to) - timeline.indexOf(from);
}
