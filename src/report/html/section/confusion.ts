import { grouped, type ReliabilityReport } from '#schema';
import { confusionWords } from '../../confusion-words.ts';
import { dataTable } from '../markup/data-table.ts';
import type { Insertable } from '../markup/markup.ts';
import { measureCells } from '../markup/measure-text.ts';
import { type Section, section } from './section.ts';

/** What became of the user's corrections, contradictions and changes of mind. */
export function confusionSection({ confusion }: ReliabilityReport): Section | null {
  if (confusion === null) return null;
  type Row = Pick<typeof confusion, 'injected' | 'settled' | 'finalState' | 'medianTurns' | 'meanCalls'>;
  const cells = (name: string, row: Row): Insertable[] => [
    name,
    grouped(row.injected),
    ...measureCells(row.settled, 'share').slice(0, 2),
    ...measureCells(row.finalState, 'share').slice(0, 2),
    measureCells(row.medianTurns, 'turns')[0] ?? '',
    measureCells(row.meanCalls, 'calls')[0] ?? '',
  ];
  return section(
    'confusion',
    'Recovery from confusion',
    'Settled: the agent went by the user’s last intent before the conversation ended. The final state is checked against that intent.',
    dataTable({
      heads: [
        'The user …',
        'n',
        'Settled',
        'Interval',
        'Final state right',
        'Interval',
        'Turns, median',
        'Calls, mean',
      ],
      rows: [cells('all', confusion), ...confusion.byOperator.map((row) => cells(confusionWords[row.operator], row))],
    }),
    'Confusion',
  );
}
