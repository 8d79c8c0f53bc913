import {
  fixed,
  grouped,
  isEstimate,
  type Measure,
  quantityText,
  type ReliabilityReport,
  type StepsSection,
  signed,
} from '#schema';
import { reactionWords } from '../../reaction-words.ts';
import { intervalChart } from '../chart/interval-chart.ts';
import { survivalChart } from '../chart/survival-chart.ts';
import { dataTable } from '../markup/data-table.ts';
import { html, type Insertable, type Markup } from '../markup/markup.ts';
import { inlineMeasure, measureCells } from '../markup/measure-text.ts';
import { type Section, section } from './section.ts';

/** How long jobs are, how success falls with their length, and what an error does to them. */
export function stepsSection(report: ReliabilityReport): Section | null {
  const { steps, turns, level } = report;
  const survival = survivalChart(steps.survival);
  const byTurns = intervalChart({
    id: 'by-turns',
    title: 'Success by user turns',
    subtitle: trendSentence(report),
    axis: 'user turns',
    rows: turns.bands.map(({ label, success }) => ({ label, measure: success })),
    level,
    note: turns.caution,
  });
  if (survival === null && byTurns === null) return null;
  return section(
    'steps',
    'Steps and turns',
    null,
    [html`<div class="charts">${survival}${byTurns}</div>`, projections(steps), afterErrors(steps)],
    'Steps',
  );
}

function trendSentence({ turns }: ReliabilityReport): Insertable {
  const { trend, trendP } = turns;
  if (!isEstimate(trend)) return 'Bands of the number of turns a trial took.';
  const p = trendP === null ? '' : `; p = ${trendP < 0.001 ? '< 0.001' : fixed(trendP, 3)}`;
  return html`Within a scenario, each further turn changes success by ${signed(trend.value * 100, 1)} points (${fixed((trend.interval.low ?? -1) * 100, 1)} to ${fixed((trend.interval.high ?? 1) * 100, 1)}${p}; n ${grouped(trend.trials)}).`;
}

function projections({ projections: rows }: StepsSection): Markup | null {
  if (rows.length === 0) return null;
  return html`<h3 class="table-title">Longer jobs</h3>${dataTable({
    heads: ['Steps', 'Survival', 'Interval', 'n trials (scenarios)', 'What it is', 'What it assumes'],
    text: [4, 5],
    rows: rows.map(({ steps, survival, model, assumption }) => [
      fixed(steps, 0),
      ...survivalCells(survival),
      isEstimate(survival) ? kindText(survival.kind, model) : '',
      html`<span class="small">${assumption}</span>`,
    ]),
  })}`;
}

// Far projections are astronomically small; a bound reads better than twenty zeros.
function survivalCells(survival: Measure): Insertable[] {
  const [value, interval, count] = measureCells(survival, 'share');
  if (!isEstimate(survival) || survival.value >= 0.0005) return [value ?? '', interval ?? '', count ?? ''];
  const high = survival.interval.high ?? 1;
  return ['< 0.001', high < 0.0005 ? 'below 0.001' : `up to ${quantityText(high, 'share')}`, count ?? ''];
}

function kindText(kind: 'observed' | 'projected' | 'model-dependent', model: string): Markup {
  if (kind === 'observed') return html`observed (${model})`;
  return html`<span class="projection">${kind === 'projected' ? 'projected' : 'far projection, model-dependent'}</span> (${model})`;
}

function afterErrors(steps: StepsSection): Markup | null {
  const total = steps.afterError.reduce((sum, { count }) => sum + count, 0);
  const lines: readonly (readonly [string, Measure])[] = [
    ['Tool errors per call', steps.toolErrorRate],
    ['Trials with an error', steps.trialsWithError],
    ['Success without an error', steps.successWithoutError],
    ['Success after an error', steps.recovery],
    ['Trials that repeat a call identically', steps.trialsRepeatingACall],
    ['Success per step that would give these outcomes', steps.perStepSuccess],
  ];
  const known = lines.filter(([, measure]) => isEstimate(measure));
  if (known.length === 0) return null;
  const table = html`<h3 class="table-title">Errors and recovery</h3>${dataTable({
    heads: ['', 'Share', 'Interval', 'n trials (scenarios)'],
    rows: known.map(([name, measure]) => [name, ...measureCells(measure, 'share')]),
  })}${isEstimate(steps.errorOddsRatio) ? html`<p class="note">Odds of success with an error over those without, within scenarios: ${oddsText(steps.errorOddsRatio)}.</p>` : null}`;
  if (total === 0) return html`<div>${table}</div>`;
  return html`<div class="two">${html`<div>${table}</div>`}<div><h3 class="table-title">What the agent did after a failed call</h3>${dataTable(
    {
      heads: ['Reaction', 'Calls', 'Share', 'Interval', 'Success then'],
      rows: steps.afterError
        .filter(({ count }) => count > 0)
        .map(({ reaction, count, share, success }) => [
          reactionWords[reaction],
          grouped(count),
          ...measureCells(share, 'share').slice(0, 2),
          isEstimate(success)
            ? html`${quantityText(success.value, 'share')} <span class="small">n ${grouped(success.trials)}</span>`
            : '–',
        ]),
    },
  )}</div></div>`;
}

function oddsText(measure: Measure): Markup {
  return inlineMeasure(measure, 'share');
}
