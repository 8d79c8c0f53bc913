import type { ReliabilityReport } from '#schema';
import { confusionWords } from '../../confusion-words.ts';
import { dataTable } from '../markup/data-table.ts';
import type { Insertable } from '../markup/markup.ts';
import { measureCells } from '../markup/measure-text.ts';
import { type Section, section } from './section.ts';

/** What became of the user's corrections, contradictions and changes of mind. */
export function confusionSection({ confusion }: ReliabilityReport): Section | null {
  if (confusion === null) return null;
  type Row = Pick<typeof confusion, 'injected' | 'settled' | 'finalState' | 'medianTurns' | 'meanCalls'>;
  // A row for each figure, so that none stands without its interval and its n.
  const rows = (name: string, row: Row): Insertable[][] => [
    [name, 'settled', ...measureCells(row.settled, 'share')],
    [name, 'final state right', ...measureCells(row.finalState, 'share')],
    [name, 'turns to settle, median', ...measureCells(row.medianTurns, 'turns')],
    [name, 'tool calls to settle, mean', ...measureCells(row.meanCalls, 'calls')],
  ];
  return section(
    'confusion',
    'Recovery from confusion',
    'Settled: the agent went by the user’s last intent before the conversation ended. The final state is checked against that intent.',
    dataTable({
      heads: ['The user …', 'Figure', 'Value', 'Interval', 'n (scenarios)'],
      text: [1],
      rows: [
        ...rows('all', confusion),
        ...confusion.byOperator.flatMap((row) => rows(confusionWords[row.operator], row)),
      ],
    }),
    'Confusion',
  );
}
