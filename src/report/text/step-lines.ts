import { fixed, grouped, intervalText, isEstimate, quantityText, type StepsSection, type TurnsSection } from '#schema';
import { plain } from '../plain.ts';
import { reactionWords } from '../reaction-words.ts';
import { warningMessages } from '../warning-messages.ts';
import { heading, measureRow, note } from './section.ts';
import type { TextStyle } from './text-style.ts';

/** How long trials are, what errors do to them, and how success survives over steps. */
export function stepLines(steps: StepsSection, style: TextStyle): string[] {
  if (!isEstimate(steps.length.mean)) return [];
  return [
    heading('STEPS', style, 'a step is one turn of the agent'),
    ...measureRow('agent turns, median', steps.length.median, 'turns', style),
    ...measureRow('agent turns, p90', steps.length.p90, 'turns', style),
    ...measureRow('tool calls, mean', steps.toolCalls.mean, 'calls', style),
    ...measureRow('tool errors per call', steps.toolErrorRate, 'share', style),
    ...measureRow('success without an error', steps.successWithoutError, 'share', style),
    ...measureRow('success after an error', steps.recovery, 'share', style),
    ...measureRow('success per step, implied', steps.perStepSuccess, 'share', style),
    ...reactionNotes(steps, style),
    ...projectionNotes(steps, style),
  ];
}

function reactionNotes({ afterError }: StepsSection, style: TextStyle): string[] {
  const total = afterError.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  const parts = afterError
    .filter(({ count }) => count > 0)
    .map(({ reaction, count }) => `${reactionWords[reaction]} ${fixed((100 * count) / total, 0)} %`);
  return note(`after ${total} tool errors the agent: ${parts.join(' · ')}`, style);
}

function projectionNotes({ projections, survival }: StepsSection, style: TextStyle): string[] {
  const out: string[] = [];
  if (isEstimate(survival.median))
    out.push(
      ...note(
        `half of the trials would have failed by step ${fixed(survival.median.value, 0)} (longest seen: ${survival.longest ?? 0})`,
        style,
      ),
    );
  for (const { steps, survival: share, model } of projections) {
    if (!isEstimate(share)) continue;
    out.push(
      ...note(
        `survives ${fixed(steps, 0)} steps: ${quantityText(share.value, 'share')} (${intervalText(share.interval, 'share')}, ${share.kind}: ${plain(model)})`,
        style,
      ),
    );
  }
  return [...out, ...survivalCautions({ projections, survival }, style)];
}

// One line, and only where a figure of survival is shown.
function survivalCautions(
  { projections, survival }: Pick<StepsSection, 'projections' | 'survival'>,
  style: TextStyle,
): string[] {
  const shown = [survival.median, ...projections.map((projection) => projection.survival)].filter(isEstimate);
  if (shown.length === 0) return [];
  const { failures, unattributed } = survival;
  const late = `${grouped(unattributed)} of ${grouped(failures)} failures have no known step and were put at the last one`;
  const others = warningMessages(
    shown.map((measure) => ({
      ...measure,
      warnings: measure.warnings.filter(({ code }) => code !== 'unattributed-failures'),
    })),
  );
  const cautions = [...(unattributed > 0 ? [late] : []), ...others];
  return cautions.length === 0 ? [] : note(`about survival: ${cautions.join('; ')}`, style);
}

/** Success by the number of user turns, with the trend. */
export function turnLines(turns: TurnsSection, style: TextStyle): string[] {
  const known = turns.bands.filter(({ success }) => isEstimate(success));
  if (known.length === 0) return [];
  const trend = isEstimate(turns.trend)
    ? note(
        `per further user turn, within a scenario: ${fixed(turns.trend.value * 100, 1)} points (${fixed((turns.trend.interval.low ?? 0) * 100, 1)} to ${fixed((turns.trend.interval.high ?? 0) * 100, 1)}${turns.trendP === null ? '' : `, p = ${turns.trendP.toPrecision(2)}`})`,
        style,
      )
    : [];
  return [
    heading('TURNS', style, 'success by number of user turns'),
    ...known.flatMap(({ label, success }) => measureRow(label, success, 'share', style)),
    ...trend,
  ];
}
