import { type EconomicsSection, grouped, isEstimate, type MetricReading, type Quantity } from '#schema';
import { spentText } from '../spent-text.ts';
import { heading, measureRow, note } from './section.ts';
import type { TextStyle } from './text-style.ts';

type Row = readonly [name: string, quantity: Quantity, unit: MetricReading['unit']];

/** What the work takes, per trial and per success. Quantities that nobody recorded share one line. */
export function economicsLines(economics: EconomicsSection, style: TextStyle): string[] {
  const rows: readonly Row[] = [
    ['duration', economics.durationMs, 'ms'],
    ['tokens', economics.tokens, 'tokens'],
    ['cost', economics.costUsd, 'usd'],
    ['tool calls', economics.toolCalls, 'calls'],
    ['user turns', economics.userTurns, 'turns'],
  ];
  const known = rows.filter(([, quantity]) => quantity.known > 0);
  const unknown = rows.filter(([, quantity]) => quantity.known === 0).map(([name]) => name);
  return [
    heading('ECONOMICS', style),
    ...known.flatMap((row) => quantityRows(row, style)),
    ...(unknown.length === 0 ? [] : note(`not recorded: ${unknown.join(', ')}`, style)),
    ...spentNote(economics, style),
  ];
}

function quantityRows([name, quantity, unit]: Row, style: TextStyle): string[] {
  const p95 = unit === 'ms' && isEstimate(quantity.p95) ? measureRow(`${name}, p95`, quantity.p95, unit, style) : [];
  const missing =
    quantity.unknown === 0
      ? []
      : note(
          `${name} unknown for ${grouped(quantity.unknown)} of ${grouped(quantity.known + quantity.unknown)} trials`,
          style,
        );
  return [
    ...measureRow(`${name}, median`, quantity.median, unit, style),
    ...p95,
    ...measureRow(`${name} per success`, quantity.perSuccess, unit, style),
    ...missing,
  ];
}

function spentNote(economics: EconomicsSection, style: TextStyle): string[] {
  const spent = spentText(economics);
  return spent === null ? [] : note(`spent, where known: ${spent}`, style);
}
