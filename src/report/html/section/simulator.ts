import { grouped, type ReliabilityReport } from '#schema';
import { simulatorWords } from '../../simulator-words.ts';
import { dataTable } from '../markup/data-table.ts';
import { html } from '../markup/markup.ts';
import { inlineMeasure } from '../markup/measure-text.ts';
import { type Section, section } from './section.ts';

/** The simulated user's own error: an instrument says how wrong it is. */
export function simulatorSection({ simulator }: ReliabilityReport): Section | null {
  if (simulator === null) return null;
  const codes =
    simulator.byCode.length === 0
      ? null
      : dataTable({
          heads: ['Mistake', 'n', 'Fatal'],
          rows: simulator.byCode.map(({ code, count, fatal }) => [
            simulatorWords[code],
            grouped(count),
            grouped(fatal),
          ]),
        });
  return section(
    'simulator',
    'The simulated user',
    'An instrument measures its own error. A fatal mistake loses the attempt; it never counts against the agent.',
    [
      html`<p>User turns with a mistake: ${inlineMeasure(simulator.mistakeRate, 'share')}. Attempts lost to it: ${inlineMeasure(simulator.lostRate, 'share')}.</p>`,
      codes,
    ],
    'User',
  );
}
