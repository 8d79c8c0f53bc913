import { grouped, type SimulatorSection } from '#schema';
import { simulatorWords } from '../simulator-words.ts';
import { heading, measureRow, note } from './section.ts';
import type { TextStyle } from './text-style.ts';

/** The simulated user's own error: an instrument says how wrong it is. */
export function simulatorLines(simulator: SimulatorSection | null, style: TextStyle): string[] {
  if (simulator === null) return [];
  const parts = simulator.byCode.map(
    ({ code, count, fatal }) =>
      `${simulatorWords[code]} ${grouped(count)}${fatal > 0 ? ` (${grouped(fatal)} fatal)` : ''}`,
  );
  return [
    heading('SIMULATED USER', style, `its own mistakes, over ${grouped(simulator.turns)} turns`),
    ...measureRow('turns with a mistake', simulator.mistakeRate, 'share', style),
    ...measureRow('attempts lost to it', simulator.lostRate, 'share', style),
    ...(parts.length === 0 ? [] : note(parts.join(' · '), style)),
  ];
}
