import type { EstimateDocument, ReliabilityReport } from '#schema';
import { planSourceWords } from '../../plan-source-words.ts';
import type { HtmlReportInput } from '../html-report-input.ts';
import { dataTable } from '../markup/data-table.ts';
import { html, type Insertable, type Markup } from '../markup/markup.ts';
import { levelText } from '../markup/measure-text.ts';
import { type Section, section } from './section.ts';

/** Names of estimands listed beside a method or a warning. */
const listed = 4;

/** How the figures were made: run, versions, seeds, methods of the intervals, what they assume, and what they warn of. */
export function methodsSection({ report, comparison, gate }: HtmlReportInput): Section {
  const { slices: _, ...whole } = report;
  const estimates = collectEstimates(whole);
  return section(
    'methods',
    'Methods and provenance',
    null,
    [
      html`<dl class="provenance">${provenance(report).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`,
      html`<p class="note">Intervals at ${levelText(report.level)}${comparison === null ? '' : `, of the comparison at ${levelText(comparison.level)} (seed ${comparison.seed})`}${gate === null ? '' : `, of the gate at ${levelText(gate.policy.level)} (policy ${gate.policy.digest.slice(0, 15)})`}. The scenario is the unit of inference. n is given as trials (scenarios).</p>`,
      warningsTable(estimates),
      html`<details class="more"><summary>Methods of the intervals, and what they assume</summary>${methodsTable(estimates)}</details>`,
    ],
    'Methods',
  );
}

function provenance({ run }: ReliabilityReport): [string, Insertable][] {
  const or = (value: string | null): Insertable => value ?? html`<span class="absent">not recorded</span>`;
  const limits = Object.entries(run.limits).flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  return [
    ['Run written', run.createdAt],
    ['Suite digest', html`<code>${run.suite.digest}</code>`],
    ['Plan from', planSourceWords[run.suite.planSource]],
    ['Dataset', or(run.dataset.name)],
    [
      'Harness',
      or([run.harness.name, run.harness.version, run.harness.commit].filter((part) => part !== null).join(' ') || null),
    ],
    ['User', [run.user.kind, run.user.name, run.user.model].filter((part) => part !== null).join(' ')],
    ['Judge', or(run.judge?.model ?? null)],
    ['Limits', limits.length === 0 ? or(null) : limits.join(', ')],
    ['Seed', or(run.seed === null ? null : String(run.seed))],
    [
      'Sources',
      run.sources.length === 0
        ? or(null)
        : html`<ul>${run.sources.slice(0, 20).map(({ name, digest }) => html`<li>${name} <code>${digest.slice(0, 19)}</code></li>`)}${run.sources.length > 20 ? html`<li>and ${run.sources.length - 20} more</li>` : null}</ul>`,
    ],
    ...(run.remarks.length === 0
      ? []
      : [
          [
            'Remarks',
            html`<ul>${run.remarks.map(({ message, count }) => html`<li>${message}${count === null ? '' : ` (${count} times)`}</li>`)}</ul>`,
          ] as [string, Insertable],
        ]),
  ];
}

/** Every estimate of a document, wherever it stands. */
function collectEstimates(value: unknown): EstimateDocument[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('estimand' in value && 'interval' in value) return [value as EstimateDocument];
  return Object.values(value).flatMap(collectEstimates);
}

function grouping(entries: readonly (readonly [string, string])[]): [string, string[]][] {
  const groups = new Map<string, Set<string>>();
  for (const [key, estimand] of entries) groups.set(key, (groups.get(key) ?? new Set()).add(estimand));
  return [...groups].map(([key, estimands]) => [key, [...estimands]]);
}

function some(estimands: readonly string[]): string {
  const more = estimands.length > listed ? `, and ${estimands.length - listed} more` : '';
  return estimands.slice(0, listed).join(', ') + more;
}

function warningsTable(estimates: readonly EstimateDocument[]): Markup | null {
  const entries = estimates.flatMap(({ warnings, estimand }) =>
    warnings.map(
      ({ message, fallback }) => [`${message}${fallback === undefined ? '' : `: ${fallback}`}`, estimand] as const,
    ),
  );
  if (entries.length === 0) return null;
  return html`<h3 class="table-title">Warnings</h3>${dataTable({
    heads: ['Warning', 'Of'],
    text: [1],
    rows: grouping(entries).map(([warning, estimands]) => [warning, some(estimands)]),
  })}`;
}

function methodsTable(estimates: readonly EstimateDocument[]): Markup {
  const entries = estimates.map(
    ({ interval, method, assumptions, estimand }) =>
      [`${interval.method}\n${method.id} v${method.version}\n${assumptions.join('; ')}`, estimand] as const,
  );
  return dataTable({
    heads: ['Interval', 'Method', 'Assumes', 'Estimates'],
    text: [1, 2, 3],
    rows: grouping(entries).map(([key, estimands]) => [...key.split('\n'), some(estimands)]),
  });
}
