import {
  type ComparisonReport,
  type Consistency,
  fixed,
  type GateVerdict,
  grouped,
  isEstimate,
  type ReliabilityReport,
} from '#schema';
import { histogramChart } from '../chart/histogram-chart.ts';
import { intervalChart } from '../chart/interval-chart.ts';
import { type BaselinePassK, type PassKFloor, passKChart } from '../chart/pass-k-chart.ts';
import { html, type Insertable, type Markup } from '../markup/markup.ts';
import { inlineMeasure, levelText } from '../markup/measure-text.ts';
import { type Section, section } from './section.ts';

/** Does it succeed every time? The pass^k curve, how scenarios divide, and what noise alone would show. */
export function consistencySection(
  report: ReliabilityReport,
  gate: GateVerdict | null,
  comparison: ComparisonReport | null,
): Section {
  const { consistency, scenarios, level } = report;
  return section('consistency', 'Consistency', null, [
    html`<div class="charts">${passKChart(consistency, level, passKFloors(gate), baselinePassK(comparison))}${histogramChart(scenarios.rows, consistency)}${trialIndexChart(report)}<ul class="sentences">${noiseSentences(consistency)}</ul></div>`,
  ]);
}

/** Success by trial index: independent trials show no trend. */
function trialIndexChart({ consistency, level }: ReliabilityReport): Markup | null {
  if (consistency.byTrialIndex.length < 2) return null;
  return intervalChart({
    id: 'by-index',
    title: 'Success by trial',
    subtitle:
      'Independent trials show no trend from the first to the last; one hints at leakage, learning or rate limits.',
    axis: 'trial',
    rows: consistency.byTrialIndex.map(({ index, success }) => ({ label: String(index + 1), measure: success })),
    level,
  });
}

/** What the comparison says of the baseline's pass^k; success of planned trials is pass^1. */
function baselinePassK(comparison: ComparisonReport | null): BaselinePassK[] {
  const points = (comparison?.metrics ?? []).flatMap(({ metric, slice, baseline }) => {
    const k = metric === 'success-planned' ? '1' : /^pass\^(\d+)$/.exec(metric)?.[1];
    return k === undefined || slice !== null || !isEstimate(baseline) ? [] : [{ k: Number(k), measure: baseline }];
  });
  return [...new Map(points.map((point) => [point.k, point])).values()].sort((a, b) => a.k - b.k);
}

function passKFloors(gate: GateVerdict | null): PassKFloor[] {
  return (gate?.rules ?? []).flatMap(({ kind, scope, required }) => {
    const k = /^pass\^(\d+)$/.exec(scope?.metric ?? '')?.[1];
    if (kind !== 'floor' || k === undefined || scope?.slice !== null || required.threshold === null) return [];
    return [{ k: Number(k), threshold: required.threshold }];
  });
}

function noiseSentences({ variance, singleRunGap, flips, retention }: Consistency): Insertable {
  return [
    isEstimate(flips)
      ? html`<li>Share of scenarios with both passes and failures: ${inlineMeasure(flips, 'share')}.</li>`
      : null,
    isEstimate(retention)
      ? html`<li>Of its single-trial success the agent keeps ${inlineMeasure(retention, 'share')} when all trials must pass.</li>`
      : null,
    variance === null
      ? null
      : html`<li>Of the variance of one trial ${fixed(variance.icc * 100, 0)} % lies between scenarios (ICC ${isEstimate(variance.intraclass) ? inlineMeasure(variance.intraclass, 'share') : html`${fixed(variance.icc, 3)}; no interval: ${variance.intraclass.reason}`}). Of the variance of this run’s mean ${fixed(variance.shareFromScenarios * 100, 0)} % comes from the choice of scenarios; more trials cannot remove it.</li>`,
    singleRunGap === null
      ? null
      : html`<li>Two single runs of this same agent differ by up to <b>${fixed(singleRunGap.gap * 100, 1)} points</b> by noise alone, in ${levelText(singleRunGap.level)} of cases <span class="interval">(${fixed((singleRunGap.interval.low ?? 0) * 100, 1)} to ${fixed((singleRunGap.interval.high ?? 1) * 100, 1)}; n ${grouped(singleRunGap.trials)} in ${grouped(singleRunGap.scenarios)} scenarios)</span>.</li>`,
  ];
}
