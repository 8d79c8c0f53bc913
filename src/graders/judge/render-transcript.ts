import { digestJson } from '#base';
import { contentText, type Step, type Trajectory } from '#schema';
import { callText, stepText } from '../step-text.ts';

/** A trajectory as a judge reads it. */
export interface RenderedTranscript {
  readonly text: string;
  /** What the judge is not shown, in words; null when it is shown everything. */
  readonly leftOut: string | null;
}

/** Longest step that is shown whole, in UTF-16 code units. */
const mostOfStep = 6000;

/**
 * A word that fences off a transcript and cannot stand in it: it is a digest over the transcript's own text, so who wants to write it into the
 * transcript would have to find a text that contains its own SHA-256 digest. It needs no random source, and the same transcript has the same fence.
 */
export function transcriptFence({ steps }: Trajectory): string {
  return digestJson(steps.map(stepText)).slice('sha256:'.length, 'sha256:'.length + 32);
}

/**
 * Renders a trajectory as numbered steps, tool calls and results included, each between lines that begin with the fence. Step numbers are indices of
 * the trajectory.
 *
 * A step of more than 6,000 characters loses its middle, and a longer transcript than `maxChars` loses steps from its middle; each cut is marked
 * inside the transcript and named in `leftOut`.
 */
export function renderTranscript(trajectory: Trajectory, fence: string, maxChars: number): RenderedTranscript {
  const cuts: string[] = [];
  const blocks = trajectory.steps.map((step, at) => renderStep(step, at, fence, cuts));
  const [head, tail] = keptEnds(blocks, maxChars);
  if (head + tail < blocks.length) cuts.push(`steps ${head} to ${blocks.length - tail - 1}`);
  const gap =
    head + tail < blocks.length ? [`${fence} steps ${head} to ${blocks.length - tail - 1} are left out here`] : [];
  const shown = [...blocks.slice(0, head), ...gap, ...blocks.slice(blocks.length - tail)];
  return {
    text: [...shown, `${fence} end of the record`].join('\n'),
    leftOut: cuts.length === 0 ? null : cuts.slice(0, 20).join(', '),
  };
}

function renderStep(step: Step, at: number, fence: string, cuts: string[]): string {
  const shown = cutMiddle(wordsOf(step), fence);
  if (shown.cut > 0) cuts.push(`${shown.cut} characters of step ${at}`);
  return `${fence} step ${at}: ${speakerOf(step)}\n${shown.text}`;
}

function speakerOf(step: Step): string {
  if (step.kind === 'tool') return step.caller === 'agent' ? 'tool call by the agent' : 'tool call by the user';
  if (step.kind === 'instruction') return 'instructions to the agent';
  return step.kind === 'event' ? 'event' : `${step.kind} says`;
}

function wordsOf(step: Step): string {
  if (step.kind !== 'tool') return stepText(step);
  const status = step.isError === null ? 'result' : step.isError ? 'result, an error' : 'result';
  return `${callText(step)}\n${step.result === null ? 'no result was recorded' : `${status}: ${contentText(step.result)}`}`;
}

function cutMiddle(text: string, fence: string): { readonly text: string; readonly cut: number } {
  if (text.length <= mostOfStep) return { text, cut: 0 };
  const [head, tail] = [text.slice(0, mostOfStep - 2000), text.slice(text.length - 2000)];
  const cut = text.length - head.length - tail.length;
  return { text: `${head}\n${fence} ${cut} characters of this step are left out here\n${tail}`.toWellFormed(), cut };
}

/** How many blocks from the beginning and from the end fit: a quarter of the room is the beginning's. */
function keptEnds(blocks: readonly string[], maxChars: number): readonly [number, number] {
  const sizes = blocks.map(({ length }) => length + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= maxChars) return [blocks.length, 0];
  const head = countFitting(sizes, maxChars / 4);
  return [head, countFitting(sizes.slice(head).toReversed(), (maxChars * 3) / 4)];
}

function countFitting(sizes: readonly number[], room: number): number {
  let used = 0;
  const over = sizes.findIndex((size) => {
    used += size;
    return used > room;
  });
  return over < 0 ? sizes.length : over;
}
