import { grouped, isEstimate, type ReliabilityReport } from '#schema';
import { failureClassWords } from '../../failure-class-words.ts';
import { lossOwnerWords } from '../../loss-owner-words.ts';
import { dataTable } from '../markup/data-table.ts';
import { html, type Insertable, type Markup } from '../markup/markup.ts';
import { inlineMeasure, measureCells } from '../markup/measure-text.ts';
import { trialLink } from '../trial-link.ts';
import { type Section, section } from './section.ts';
import { verdictMark } from './verdict-mark.ts';

/** What went wrong: the agent's failures by class, and the trials that were lost by whose fault it was. */
export function failuresSection(report: ReliabilityReport): Section | null {
  const { failures, losses, trials } = report;
  if (failures.failed + losses.lost + losses.missing + losses.dropped.count + trials.extraAttempts === 0) return null;
  return section(
    'failures',
    'Failures and losses',
    null,
    html`<div class="two wide-left">${failed(report)}${lost(report)}</div>`,
    'Failures',
  );
}

function failed({ failures }: ReliabilityReport): Markup {
  const classes = failures.byClass.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return html`<div><h3 class="table-title">The agent’s failures <span class="total">${grouped(failures.failed)}</span></h3>${
    classes.length === 0
      ? html`<p class="note">None.</p>`
      : dataTable({
          heads: ['Class', 'Trials', 'Share', 'Interval', 'Such as'],
          text: [4],
          rows: classes.map(({ class: name, count, share, codes, examples }) => [
            html`${failureClassWords[name]}${codeList(codes)}`,
            grouped(count),
            ...measureCells(share, 'share').slice(0, 2),
            examples
              .slice(0, 3)
              .map(
                ({ scenarioId, index }) =>
                  html`<a class="example" href="${trialLink(scenarioId, index)}" title="${scenarioId}, trial ${index + 1}">${scenarioId}, ${index + 1}</a>`,
              ),
          ]),
        })
  }${visibility(failures)}</div>`;
}

function visibility(failures: ReliabilityReport['failures']): Markup | null {
  const { silent, loud, visibilityUnknown: unknown, silentShare } = failures;
  if (silent + loud + unknown === 0) return null;
  const counts = html`${grouped(silent)} silent, ${grouped(loud)} loud, ${grouped(unknown)} unknown.`;
  if (silent === 0 && unknown > 0) return html`<p class="note">${counts} Silent failures cannot be told here.</p>`;
  if (!isEstimate(silentShare)) return html`<p class="note">${counts}</p>`;
  return html`<p class="note">${counts} Silent share ${inlineMeasure(silentShare, 'share')}: the trial ended as if all were well.</p>`;
}

function codeList(codes: readonly { readonly code: string; readonly count: number }[]): Insertable {
  if (codes.length === 0) return null;
  const text = codes
    .slice(0, 4)
    .map(({ code, count }) => `${code} ${grouped(count)}`)
    .join(', ');
  return html` <span class="tag">${text}${codes.length > 4 ? ' …' : ''}</span>`;
}

function lost({ losses, trials }: ReliabilityReport): Markup {
  const owners = losses.byOwner.filter(({ count }) => count > 0);
  const rows: Insertable[][] = [
    ...owners.map(({ owner, count, codes }) => [
      html`${verdictMark('lost', 'lost')} ${lossOwnerWords[owner]}${codeList(codes)}`,
      grouped(count),
    ]),
    [html`${verdictMark('none', 'missing')} missing: planned, no record`, grouped(losses.missing)],
    ...(losses.dropped.count > 0
      ? [['taken out of the plan before they began, in no denominator', grouped(losses.dropped.count)]]
      : []),
    ...(trials.extraAttempts > 0 ? [['further attempts, kept as evidence', grouped(trials.extraAttempts)]] : []),
  ];
  const rate = isEstimate(losses.rate) ? html`Lost ${inlineMeasure(losses.rate, 'share')} of planned trials. ` : null;
  return html`<div><h3 class="table-title">Not the agent’s <span class="total">${grouped(losses.lost + losses.missing)}</span></h3>${dataTable({ heads: ['Whose', 'Trials'], rows })}<p class="note">${rate}A lost trial tells nothing about the agent; success of planned trials counts it as a failure.</p></div>`;
}
