import { failureReason, grouped, type ReliabilityReport, type ScenarioRow } from '#schema';
import { html, type Markup, nothing } from '../markup/markup.ts';
import { countingAttempt, type TrialAttempts } from '../trial-attempts.ts';
import { trialLink } from '../trial-link.ts';
import { inReadingOrder } from './reading-order.ts';
import { type Section, section } from './section.ts';

/** How many scenarios of a kind are listed; the heat-map has them all. */
const listed = 8;

/** Disqualifiers, scenarios that never pass, and scenarios that pass sometimes: always open, before any figure. */
export function failedFirst(report: ReliabilityReport, attempts: TrialAttempts): Section {
  const graded = report.scenarios.rows.filter((row) => row.graded > 0);
  const never = graded.filter(({ passes }) => passes === 0).sort((a, b) => inReadingOrder(a.id, b.id));
  const flaky = graded
    .filter((row) => row.passes > 0 && row.passes < row.graded)
    .sort((a, b) => a.passes / a.graded - b.passes / b.graded || inReadingOrder(a.id, b.id));
  const { disqualifiers } = report.failures;
  if (disqualifiers.length + never.length + flaky.length === 0)
    return section(
      'failed',
      'What fails',
      null,
      html`<p class="note">Every graded scenario passes in every trial.</p>`,
    );
  return section('failed', 'What fails', null, [
    disqualifierList(disqualifiers),
    html`<div class="two">${group('Never passes', 'fail', never, attempts)}${group('Passes sometimes', 'mixed', flaky, attempts)}</div>`,
  ]);
}

function disqualifierList(found: ReliabilityReport['failures']['disqualifiers']): Markup {
  if (found.length === 0) return nothing;
  const more = found.length > listed ? html`<p class="note">and ${grouped(found.length - listed)} more</p>` : null;
  return html`<div class="disqualifiers"><h3><span aria-hidden="true">⚑</span> Disqualifiers <span class="total">${grouped(found.length)}</span></h3><p class="small">One is enough to fail, whatever the averages.</p><ul>${found
    .slice(0, listed)
    .map(
      ({ id, scenarioId, index, step, message }) =>
        html`<li><b>${id}</b> ${message} <a href="${trialLink(scenarioId, index, step)}">${scenarioId}, trial ${index + 1}${step === null ? '' : `, step ${step + 1}`}</a></li>`,
    )}</ul>${more}</div>`;
}

function group(title: string, kind: string, rows: readonly ScenarioRow[], attempts: TrialAttempts): Markup {
  const more =
    rows.length > listed
      ? html`<p class="note">${kind === 'fail' ? 'First' : 'Worst'} ${listed} shown; <a href="#heat-map">the heat-map has all</a>.</p>`
      : null;
  const body =
    rows.length === 0
      ? html`<p class="note">None.</p>`
      : html`<ul class="scenarios">${rows.slice(0, listed).map((row) => item(row, attempts))}</ul>`;
  return html`<div class="group ${kind}"><h3>${title} <span class="total">${grouped(rows.length)}</span></h3>${body}${more}</div>`;
}

function item(row: ScenarioRow, attempts: TrialAttempts): Markup {
  const first = row.trials.indexOf('F');
  const trial = countingAttempt(attempts.get(row.id)?.get(first));
  const name = trial === undefined ? html`<b>${row.id}</b>` : html`<a href="${trialLink(row.id, first)}">${row.id}</a>`;
  const reason = failureReason(trial);
  return html`<li><span class="tally">${row.passes}/${row.graded}</span><p class="two-lines"><span class="name">${name}</span>${reason === '' ? null : html` <span class="why">${reason}</span>`}</p></li>
`;
}
