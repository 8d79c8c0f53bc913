import { fixed, grouped, isEstimate, type ReliabilityReport, signed } from '#schema';
import { intervalChart } from '../chart/interval-chart.ts';
import { html, type Insertable } from '../markup/markup.ts';
import { inlineMeasure } from '../markup/measure-text.ts';
import { type Section, section } from './section.ts';

/** Success by the assigned length of conversation, the same goals at every length. */
export function degradationSection({ degradation, level }: ReliabilityReport): Section | null {
  if (degradation === null) return null;
  const { lengths, retention, goals, goalsLeftOut } = degradation;
  const chart = intervalChart({
    id: 'degradation',
    title: 'Success by assigned length',
    subtitle: slopeSentence(degradation),
    axis: 'user turns, assigned',
    rows: lengths.map(({ turns, success }) => ({ label: String(turns), measure: success })),
    level,
  });
  if (chart === null) return null;
  const leftOut =
    goalsLeftOut > 0
      ? html` Left out for want of graded trials at some length: ${grouped(goalsLeftOut)} of ${grouped(goals + goalsLeftOut)}.`
      : null;
  return section(
    'degradation',
    'Longer conversations',
    html`The same ${grouped(goals)} goals at every length, so that length is what differs.${leftOut}`,
    [
      html`<div class="charts">${chart}</div>`,
      html`<p>Kept from ${String(lengths[0]?.turns ?? 0)} to ${String(lengths.at(-1)?.turns ?? 0)} turns: ${inlineMeasure(retention, 'share')}.</p>`,
    ],
    'Length',
  );
}

function slopeSentence({ slope, slopeP }: NonNullable<ReliabilityReport['degradation']>): Insertable {
  if (!isEstimate(slope)) return slope.reason;
  const p = slopeP === null ? '' : `; p = ${slopeP < 0.001 ? '< 0.001' : fixed(slopeP, 3)}`;
  return html`Each further turn changes success by ${signed(slope.value * 100, 1)} points (${fixed((slope.interval.low ?? -1) * 100, 1)} to ${fixed((slope.interval.high ?? 1) * 100, 1)}${p}; n ${grouped(slope.trials)}).`;
}
