import {
  type FaultCounts,
  type FaultSection,
  grouped,
  isEstimate,
  type Measure,
  type MetricReading,
  type ReliabilityReport,
} from '#schema';
import { dataTable } from '../markup/data-table.ts';
import { html, type Insertable, type Markup } from '../markup/markup.ts';
import { inlineMeasure, measureCells } from '../markup/measure-text.ts';
import { type Section, section } from './section.ts';

const levels: readonly (readonly [keyof FaultCounts, string])[] = [
  ['planned', 'planned'],
  ['realised', 'realised'],
  ['delivered', 'delivered'],
  ['masked', 'masked by a library'],
  ['unmeasured', 'unmeasured'],
  ['manifested', 'reached the agent'],
];

const ends: readonly (readonly [keyof FaultCounts, string])[] = [
  ['recovered', 'recovered'],
  ['safeStop', 'safe stop'],
  ['correctAnyway', 'right anyway'],
  ['wrongRecovery', 'wrong recovery'],
  ['duplicateEffect', 'done twice'],
  ['gaveUp', 'gave up'],
  ['looped', 'looped'],
  ['silentCorruption', 'silent corruption'],
];

/** From the plan to what the agent did, by kind of fault. */
export function faultsSection({ faults }: ReliabilityReport): Section | null {
  if (faults === null) return null;
  return section(
    'faults',
    'Faults',
    'Only delivered faults count, and kinds are never pooled into a claim: wrong values are about corruption, time-outs about recovery. Where the same trial without faults did not pass, what a fault led to is unmeasured.',
    [
      html`<h3 class="table-title">The funnel</h3>${countTable(faults, levels)}<p class="note">Delivered of realised: ${inlineMeasure(faults.delivery, 'share')}. Trials of scenarios with faults that met none, and test nothing: ${grouped(faults.untouched)}.</p>`,
      html`<h3 class="table-title">Where the faults that reached the agent ended</h3>${countTable(faults, ends)}`,
      html`<h3 class="table-title">Rates by kind</h3>${rateTable(faults)}`,
    ],
    'Faults',
  );
}

function countTable(faults: FaultSection, columns: readonly (readonly [keyof FaultCounts, string])[]): Markup {
  const row = (name: Insertable, counts: FaultCounts): Insertable[] => [
    name,
    ...columns.map(([key]) => (counts[key] === 0 ? '–' : grouped(counts[key]))),
  ];
  return dataTable({
    heads: ['Kind', ...columns.map(([, words]) => words)],
    rows: [...faults.byKind.map(({ kind, counts }) => row(kind, counts)), row(html`<b>all</b>`, faults.counts)],
  });
}

// A row for each rate, so that none stands without its interval and its n.
function rateTable({ byKind }: FaultSection): Markup {
  return dataTable({
    heads: ['Kind', 'Rate', 'Value', 'Interval', 'n faults (scenarios)'],
    text: [1],
    rows: byKind.flatMap((row) =>
      ratesOf(row)
        .filter(([, measure]) => isEstimate(measure))
        .map(([name, measure, unit]) => [row.kind, name, ...measureCells(measure, unit)]),
    ),
  });
}

type Rate = readonly [name: string, measure: Measure, unit: MetricReading['unit']];

function ratesOf(row: FaultSection['byKind'][number]): readonly Rate[] {
  return [
    ['recovered', row.recovery, 'share'],
    ['noticed', row.detection, 'share'],
    ['safe stop', row.safeStop, 'share'],
    ['silent corruption', row.silentCorruption, 'share'],
    ['done twice', row.duplicateEffect, 'share'],
    ['attempts per intent', row.retryAmplification, 'calls'],
    ['steps to recovery, median', row.stepsToRecovery, 'turns'],
    ['of clean success left', row.retainedSuccess, 'share'],
  ];
}
