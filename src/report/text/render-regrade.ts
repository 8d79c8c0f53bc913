import { grouped } from '#schema';
import { plain } from '../plain.ts';
import { clip, clipMiddle, wrap } from './columns.ts';
import { glyph, indent, marked, note } from './section.ts';
import { paint, type TextStyle } from './text-style.ts';

type Outcome = 'pass' | 'fail' | 'lost';

/** What grading again changed, as far as it is shown. */
export interface ShownRegrade {
  readonly id: string;
  /** The run that was graded again. */
  readonly from: string;
  /** Attempts looked at. */
  readonly trials: number;
  readonly changed: readonly {
    readonly scenario: string;
    /** From 1. */
    readonly trial: number;
    readonly from: Outcome;
    readonly to: Outcome;
    /** Why it is now what it is. */
    readonly because: string;
  }[];
  readonly alreadyPresent: boolean;
}

/** How many changed outcomes are shown one by one. */
const shown = 20;

const words: Readonly<Record<Outcome, string>> = { pass: 'passed', fail: 'failed', lost: 'lost' };

/** What grading again changed: new failures first, the new run's id last. */
export function renderRegrade(regrade: ShownRegrade, style: TextStyle): string {
  const { id, from, trials, changed } = regrade;
  const inOrder = [...changed].sort((a, b) => rank(a.to) - rank(b.to));
  const more = changed.length - shown;
  return `${[
    `${indent}${paint(clip(`grade  ${plain(from)}`, style.width - 2), 'bold', style)}`,
    ...inOrder.slice(0, shown).flatMap((change) => changeLines(change, style)),
    ...(more > 0 ? note(`… and ${grouped(more)} more; --json lists all`, style) : []),
    ...wrap(`${grouped(changed.length)} of ${grouped(trials)} outcomes changed${tally(changed)}`, style.width - 4).map(
      (line) => `   ${line}`,
    ),
    ...marked('✓', id, style),
  ].join('\n')}\n`;
}

function rank(outcome: Outcome): number {
  return { fail: 0, lost: 1, pass: 2 }[outcome];
}

function changeLines(
  { scenario, trial, from, to, because }: ShownRegrade['changed'][number],
  style: TextStyle,
): string[] {
  const mark = glyph(to === 'pass' ? '✓' : to === 'fail' ? '✗' : '?', style);
  const fact = `trial ${trial}: ${words[from]} → ${words[to]}`;
  const name = clipMiddle(plain(scenario), Math.max(10, style.width - fact.length - 6));
  return [`${indent}${mark} ${name}  ${fact}`, ...note(because, style)];
}

function tally(changed: ShownRegrade['changed']): string {
  const counts = new Map<string, number>();
  for (const { from, to } of changed) {
    const key = `${words[from]} → ${words[to]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const parts = [...counts].map(([key, count]) => `${grouped(count)} ${key}`);
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}
