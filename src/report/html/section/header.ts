import { grouped, intervalText, isEstimate, type Measure, quantityText, type ReliabilityReport } from '#schema';
import { planSize } from '../../plan-size.ts';
import { intervalBar } from '../chart/interval-bar.ts';
import type { FindTarget } from '../floor-targets.ts';
import { html, type Insertable, type Markup } from '../markup/markup.ts';
import { countText, levelText } from '../markup/measure-text.ts';

/** What was tested, how much of it, where it comes from; then whatever must be read before the figures, then the figures to remember. */
export function header(report: ReliabilityReport, notices: Markup, findTarget: FindTarget): Markup {
  const { run } = report;
  return html`<header class="top"><p class="kicker">seatrial <span>reliability report</span></p><h1>${run.name}</h1><dl class="run">${facts(report)}</dl>${notices}${headline(report, findTarget)}</header>
`;
}

function facts(report: ReliabilityReport): Insertable {
  const { run, trials } = report;
  const agent = [run.agent.name, run.agent.version, run.agent.model].filter((part) => part !== null);
  const rows: readonly (readonly [string, Insertable])[] = [
    ['Agent', agent.length === 0 ? html`<span class="absent">not recorded</span>` : agent.join(' · ')],
    [
      'Suite',
      `${run.suite.name}${run.suite.version === null ? '' : `@${run.suite.version}`}${visibility(run.suite.visibility)}`,
    ],
    ['Size', planSize(report)],
    ['Trials', counts(trials)],
    ['Origin', `${run.origin}${run.harness.name === null ? '' : ` from ${run.harness.name}`}`],
    ['Recorded', run.recordedAt === null ? html`<span class="absent">not recorded</span>` : date(run.recordedAt)],
    ['Run', html`<code>${run.id}</code>`],
  ];
  return rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
}

function visibility(visible: ReliabilityReport['run']['suite']['visibility']): string {
  return visible === 'unknown' ? '' : visible === 'public' ? ' (public)' : ' (hold-out)';
}

function counts({ passed, failed, lost, missing }: ReliabilityReport['trials']): Insertable {
  return [
    html`<span class="count pass">✓ ${grouped(passed)} passed</span> <span class="count fail">✗ ${grouped(failed)} failed</span>`,
    lost > 0 ? html` <span class="count lost">! ${grouped(lost)} lost</span>` : null,
    missing > 0 ? html` <span class="count none">· ${grouped(missing)} missing</span>` : null,
  ];
}

function date(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

function headline({ success, consistency, trials }: ReliabilityReport, findTarget: FindTarget): Markup {
  const last = consistency.passHatK.at(-1);
  const unseen = trials.lost + trials.missing > 0;
  return html`<div class="headline">${[
    figureCard(
      'Success',
      unseen ? 'of graded trials' : 'of graded trials, pass^1',
      success.graded,
      findTarget('success'),
    ),
    unseen
      ? figureCard(
          'Success of planned',
          'pass^1, lost and missing as failures',
          success.planned,
          findTarget('success-planned'),
        )
      : null,
    last === undefined || last.k === 1
      ? null
      : figureCard(`pass^${last.k}`, `all of ${last.k} trials succeed`, last, findTarget(`pass^${last.k}`)),
    last === undefined || last.k === 1
      ? null
      : figureCard(
          'Reliability tax',
          `pass^1 − pass^${last.k}`,
          consistency.reliabilityTax,
          findTarget('reliability-tax'),
        ),
  ]}</div>`;
}

function figureCard(name: string, reading: string, measure: Measure, target: ReturnType<FindTarget>): Markup {
  const value = isEstimate(measure) ? quantityText(measure.value, 'share') : '–';
  const spread = isEstimate(measure)
    ? html`${intervalText(measure.interval, 'share')} <span class="unit">${levelText(measure.interval.level)}</span><br>n ${countText(measure)}`
    : html`<span class="absent">${measure.reason}</span>`;
  return html`<div class="card"><h3>${name} <span>${reading}</span></h3><p class="big">${value}</p>${intervalBar(measure, target)}<p class="small">${spread}</p></div>`;
}
