import { cutText } from '#base';
import {
  type ComparisonReport,
  changeIntervalText,
  changeText,
  fixed,
  grouped,
  isEstimate,
  type ManifestChange,
  type Measure,
  type MetricComparison,
  quantityText,
  readMetric,
} from '#schema';
import { pairedDots } from '../chart/paired-dots.ts';
import { dataTable } from '../markup/data-table.ts';
import { html, type Insertable, type Markup } from '../markup/markup.ts';
import { type Section, section } from './section.ts';

const standing = {
  better: html`<span class="mark pass">▲<span class="unseen">better</span></span>`,
  worse: html`<span class="mark fail">▼<span class="unseen">worse</span></span>`,
  unclear: html`<span class="mark none">·<span class="unseen">unclear</span></span>`,
} as const;

/** The paired comparison with a baseline: the sentence, scenarios as pairs of dots, metrics, slices, and what changed between the runs. */
export function comparisonSection(comparison: ComparisonReport | null): Section | null {
  if (comparison === null) return null;
  const { scenarios, baseline, candidate, sentence, wouldDecide } = comparison;
  return section(
    'comparison',
    'Against the baseline',
    html`${candidate.name} against ${baseline.name}, paired by scenario.`,
    [
      html`<p class="sentence">${sentence}</p>${wouldDecide === null || sentence.toLowerCase().includes(wouldDecide.text.toLowerCase()) ? null : html`<p class="note">${wouldDecide.text}</p>`}`,
      html`<ul class="tallies"><li class="worse"><b>▼ ${grouped(scenarios.worse)}</b> worse</li><li class="better"><b>▲ ${grouped(scenarios.better)}</b> better</li><li><b>${grouped(scenarios.equal)}</b> equal</li><li><b>${grouped(scenarios.paired)}</b> paired scenarios</li>${unpaired(comparison)}</ul>`,
      pairedDots(scenarios.rows),
      metricTable('Metrics', comparison.metrics),
      sliceTables(comparison.slices),
      changesTable(comparison.changes),
      comparison.scenarioCorrelation === null
        ? null
        : html`<p class="note">The scenarios’ success correlates between the runs by ${fixed(comparison.scenarioCorrelation, 2)} (n ${grouped(scenarios.paired)} scenarios); near zero between versions of one agent is itself an alarm.</p>`,
    ],
    'Baseline',
  );
}

function unpaired({ scenarios }: ComparisonReport): Insertable {
  return [
    scenarios.onlyBaseline.length > 0
      ? html`<li><b>${grouped(scenarios.onlyBaseline.length)}</b> only in the baseline</li>`
      : null,
    scenarios.onlyCandidate.length > 0
      ? html`<li><b>${grouped(scenarios.onlyCandidate.length)}</b> only in the candidate</li>`
      : null,
  ];
}

function metricTable(title: string, metrics: readonly MetricComparison[]): Markup | null {
  const known = metrics.filter(({ change }) => isEstimate(change));
  const unknown = metrics.filter(({ change }) => !isEstimate(change)).map(nameOf);
  if (known.length === 0) return null;
  const order = { worse: 0, unclear: 1, better: 2 } as const;
  const sorted = known.toSorted((a, b) => order[a.direction] - order[b.direction]);
  return html`${title === '' ? null : html`<h3 class="table-title">${title}</h3>`}${dataTable({
    heads: ['', 'Baseline', 'Candidate', 'Change', 'Interval', 'n scenarios', 'p'],
    rows: sorted.map(metricRow),
  })}${unknown.length === 0 || title !== 'Metrics' ? null : html`<p class="note">Not known in both runs: ${unknown.join(', ')}.</p>`}`;
}

// A slice that got worse is read at once; what stayed undecided in every metric of every slice is there for those who look for it.
function sliceTables(slices: readonly MetricComparison[]): Insertable {
  const open = slices.filter(({ metric, direction }) => metric === 'success' || direction === 'worse');
  const rest = slices.filter((one) => !open.includes(one) && isEstimate(one.change));
  const more = html`<details class="more"><summary>${grouped(rest.length)} more metrics of slices</summary>${metricTable('', rest)}</details>`;
  return [metricTable('Slices', open), rest.length === 0 ? null : more];
}

function nameOf({ metric, slice }: MetricComparison): string {
  const { label } = readMetric(metric);
  return slice === null ? label : `${label} in ${slice.name}=${slice.value}`;
}

function metricRow(comparison: MetricComparison): Insertable[] {
  const { metric, baseline, candidate, change, scale, direction, p } = comparison;
  const { unit } = readMetric(metric);
  const arm = (measure: Measure): string => (isEstimate(measure) ? quantityText(measure.value, unit) : '–');
  if (!isEstimate(change)) return [];
  return [
    html`${standing[direction]} ${nameOf(comparison)}`,
    arm(baseline),
    arm(candidate),
    html`<b>${changeText(change.value, scale, unit)}</b>`,
    changeIntervalText(change.interval, scale, unit),
    grouped(change.scenarios),
    p === null ? '–' : p < 0.001 ? '< 0.001' : fixed(p, 3),
  ];
}

/** What differs between the manifests of two runs; a change of an instrument is marked, because it clouds the comparison. */
export function changesTable(changes: readonly ManifestChange[]): Markup | null {
  if (changes.length === 0) return null;
  const sorted = changes.toSorted((a, b) => Number(a.role === 'subject') - Number(b.role === 'subject'));
  return html`<h3 class="table-title">What changed</h3>${dataTable({
    heads: ['Field', 'Role', 'Baseline', 'Candidate'],
    text: [1, 2, 3],
    rows: sorted.map(({ field, role, baseline, candidate }) => [
      html`<code>${field}</code>`,
      role === 'instrument' ? html`<span class="mark fail">!</span> instrument` : 'subject, expected to change',
      html`<code>${short(baseline)}</code>`,
      html`<code>${short(candidate)}</code>`,
    ]),
  })}`;
}

function short(value: unknown): string {
  if (value === null) return 'not recorded';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return cutText(text.replace(/^sha256:(.{8}).*/, 'sha256:$1…'), 80);
}
