import { grouped, type ReliabilityReport, type ScenarioRow } from '#schema';
import { plain } from '../plain.ts';
import { unstableWorstFirst } from '../worst-first.ts';
import { clip, clipMiddle, columnsOf, left, padLeft } from './columns.ts';
import { glyph, indent } from './section.ts';
import { paint, type TextStyle } from './text-style.ts';

/** How many scenarios of each kind are listed. */
const listed = 5;

/** Scenarios that never pass and scenarios that pass sometimes, worst first; nothing when every scenario always passes. */
export function scenarioLines({ scenarios }: ReliabilityReport, style: TextStyle): string[] {
  const unstable = unstableWorstFirst(scenarios.rows);
  const never = unstable.filter(({ passes }) => passes === 0);
  const flaky = unstable.filter(({ passes }) => passes > 0);
  return [...group('✗', 'NEVER PASSES', never, style), ...group('~', 'FLAKY', flaky, style)];
}

function group(mark: '✗' | '~', title: string, rows: readonly ScenarioRow[], style: TextStyle): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > listed ? `  ${mark === '✗' ? 'first' : 'worst'} ${listed}` : '';
  const head = `${indent}${glyph(mark, style)} ${paint(`${title} (${grouped(rows.length)})`, 'bold', style)}${paint(more, 'dim', style)}`;
  const some = rows.slice(0, listed);
  const widest = (of: (row: ScenarioRow) => string): number => Math.max(...some.map((row) => columnsOf(of(row))));
  const letters = Math.min(widest(lettersOf), Math.floor(style.width / 3));
  const count = Math.max(5, widest(countOf));
  const room = style.width - 7 - count - letters;
  const id = Math.min(
    room,
    Math.max(
      20,
      widest((row) => plain(row.id)),
    ),
  );
  // Slices are shown whole or not at all.
  const slices = id + 3 + widest(slicesOf) <= room;
  return [
    head,
    ...some.flatMap((row) => [scenarioLine(row, { id, count, letters, slices }, style), ...whyLines(row, style)]),
  ];
}

interface ScenarioColumns {
  readonly id: number;
  readonly count: number;
  readonly letters: number;
  readonly slices: boolean;
}

function scenarioLine(row: ScenarioRow, { id, count, letters, slices }: ScenarioColumns, style: TextStyle): string {
  const start = `   ${left(clipMiddle(plain(row.id), id), id)} ${padLeft(countOf(row), count)}  `;
  const trials = left(lettersOf(row), letters);
  const tail = slices ? `${trials}   ${slicesOf(row)}` : trials;
  return `${start}${paint(tail.trimEnd(), 'dim', style)}`;
}

// One line: the trial itself, or the HTML report, tells the rest.
function whyLines({ why }: ScenarioRow, style: TextStyle): string[] {
  return why === null ? [] : [`     ${paint(clip(plain(why), style.width - 5), 'dim', style)}`];
}

function countOf({ passes, graded }: ScenarioRow): string {
  return `${passes}/${graded}`;
}

function lettersOf({ trials }: ScenarioRow): string {
  return [...trials].map((letter) => trialGlyphs[letter] ?? '?').join(' ');
}

function slicesOf({ slices }: ScenarioRow): string {
  return Object.entries(slices)
    .map(([name, value]) => `${plain(name)}=${plain(value)}`)
    .join(' ');
}

const trialGlyphs: Readonly<Record<string, string>> = { P: '✓', F: '✗', L: '!', M: '·' };
