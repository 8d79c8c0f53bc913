import {
  type EconomicsSection,
  grouped,
  isEstimate,
  type Measure,
  type MetricReading,
  type Quantity,
  type ReliabilityReport,
} from '#schema';
import { spentText } from '../../spent-text.ts';
import { html, type Insertable, type Markup } from '../markup/markup.ts';
import { measureCells } from '../markup/measure-text.ts';
import { type Section, section } from './section.ts';

type Row = readonly [name: string, quantity: Quantity, unit: MetricReading['unit']];

/** What the work takes, per trial and per success, with the share of trials for which it is not known. */
export function economicsSection({ economics }: ReliabilityReport): Section | null {
  const rows = rowsOf(economics);
  const known = rows.filter(([, { known: count }]) => count > 0);
  const unknown = rows.filter(([, { known: count }]) => count === 0).map(([name]) => name);
  if (known.length === 0 && unknown.length === 0) return null;
  return section(
    'economics',
    'Economics',
    'Unknown is never zero. Per success: the sum over all trials divided by the successes.',
    [
      known.length === 0
        ? null
        : html`<div class="scroll"><table class="data economics"><thead><tr><th scope="col">Quantity</th><th scope="col" class="num">Median</th><th scope="col">Interval</th><th scope="col" class="num">p95</th><th scope="col">Interval</th><th scope="col" class="num">Per success</th><th scope="col">Interval</th><th scope="col">n trials (scenarios)</th><th scope="col">Unknown</th></tr></thead><tbody>${known.map(rowMarkup)}</tbody></table></div>`,
      unknown.length === 0 ? null : html`<p class="note">Not recorded: ${unknown.join(', ')}.</p>`,
      spentNote(economics),
    ],
  );
}

function rowsOf(economics: EconomicsSection): Row[] {
  return [
    ['duration', economics.durationMs, 'ms'],
    ['cost', economics.costUsd, 'usd'],
    ['tokens', economics.tokens, 'tokens'],
    ['input tokens', economics.inputTokens, 'tokens'],
    ['output tokens', economics.outputTokens, 'tokens'],
    ['tool calls', economics.toolCalls, 'calls'],
    ['agent turns', economics.agentTurns, 'turns'],
    ['user turns', economics.userTurns, 'turns'],
  ];
}

function rowMarkup([name, quantity, unit]: Row): Markup {
  const total = quantity.known + quantity.unknown;
  const unknown =
    quantity.unknown === 0
      ? html`<span class="faint">none</span>`
      : html`<span class="unknown">${((100 * quantity.unknown) / total).toFixed(0)} %</span> <span class="small">${grouped(quantity.unknown)} of ${grouped(total)}</span>`;
  const [, , count] = measureCells(quantity.median, unit);
  return html`<tr><th scope="row">${name}</th>${pair(quantity.median, unit)}${pair(quantity.p95, unit)}${pair(quantity.perSuccess, unit)}<td>${count ?? ''}</td><td>${unknown}</td></tr>
`;
}

function pair(measure: Measure, unit: MetricReading['unit']): Insertable {
  const [value, interval] = measureCells(measure, unit);
  return html`<td class="num${isEstimate(measure) ? ' strong' : ''}">${value ?? ''}</td><td class="interval">${interval ?? ''}</td>`;
}

function spentNote(economics: EconomicsSection): Markup | null {
  const spent = spentText(economics);
  return spent === null ? null : html`<p class="note">Spent in all, where known: ${spent}.</p>`;
}
