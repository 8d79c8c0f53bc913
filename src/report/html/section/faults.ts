import { type FaultCounts, type FaultSection, grouped, type ReliabilityReport } from '#schema';
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

function rateTable({ byKind }: FaultSection): Markup {
  return dataTable({
    heads: [
      'Kind',
      'Recovered',
      'Interval',
      'Noticed',
      'Interval',
      'Silent corruption',
      'Interval',
      'Done twice',
      'Attempts per intent',
      'Steps to recovery',
      'Clean success left',
      'Interval',
    ],
    rows: byKind.map((row) => [
      row.kind,
      ...measureCells(row.recovery, 'share').slice(0, 2),
      ...measureCells(row.detection, 'share').slice(0, 2),
      ...measureCells(row.silentCorruption, 'share').slice(0, 2),
      measureCells(row.duplicateEffect, 'share')[0] ?? '',
      measureCells(row.retryAmplification, 'calls')[0] ?? '',
      measureCells(row.stepsToRecovery, 'turns')[0] ?? '',
      ...measureCells(row.retainedSuccess, 'share').slice(0, 2),
    ]),
  });
}
