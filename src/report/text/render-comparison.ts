import {
  type ComparisonReport,
  fixed,
  grouped,
  isEstimate,
  type MetricComparison,
  type ScenarioComparison,
  signed,
} from '#schema';
import { plain } from '../plain.ts';
import { inReadingOrder } from '../reading-order.ts';
import { changeMarks, changeTable } from './change-table.ts';
import { clip, clipMiddle, columnsOf, left, padLeft, wrap } from './columns.ts';
import { glyph, heading, indent, marked, note } from './section.ts';
import { paint, type TextStyle } from './text-style.ts';

/** How many scenarios are listed on each side. */
const listed = 5;

/** How many slices are told, the worst first. */
const listedSlices = 12;

/** A comparison for a terminal: a banner when it cannot be trusted, the worst scenarios, the metrics, what changed, and the sentence last. */
export function renderComparison(report: ComparisonReport, style: TextStyle): string {
  const parts = [
    headLines(report, style),
    bannerLines(report, style),
    scenarioLines(report, style),
    changeTable('METRICS', report.metrics.filter(isTold), style),
    sliceLines(report, style),
    changeLines(report, style),
    lastLines(report, style),
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

/** Of pass^k and pass@k every k says nearly the same: those of powers of two are told, all are in the other forms. */
function isTold({ metric }: MetricComparison): boolean {
  const [, family, k] = /^pass([\^@])(\d+)$/.exec(metric) ?? [];
  return family === undefined || (family === '^' && [2, 4, 8, 16, 32].includes(Number(k)));
}

function sliceLines({ slices }: ComparisonReport, style: TextStyle): string[] {
  const success = slices.filter(({ metric }) => metric === 'success');
  const worstFirst = success.toSorted((a, b) => changeOf(a) - changeOf(b));
  const table = changeTable('SLICES', worstFirst.slice(0, listedSlices), style);
  if (table.length === 0) return [];
  const more = Math.max(0, success.length - listedSlices);
  const rest = more === 0 ? '' : `${grouped(more)} more slices, and `;
  return [...table, ...note(`${rest}every metric of each slice: --json`, style)];
}

function changeOf({ change }: MetricComparison): number {
  return isEstimate(change) ? change.value : Infinity;
}

function headLines({ baseline, candidate, scenarios }: ComparisonReport, style: TextStyle): string[] {
  const text = `compare  ${plain(baseline.name)}  →  ${plain(candidate.name)}  ·  ${grouped(scenarios.paired)} paired scenarios`;
  return wrap(text, style.width - 2).map((line) => `${indent}${paint(line, 'bold', style)}`);
}

function bannerLines({ comparable }: ComparisonReport, style: TextStyle): string[] {
  if (comparable.reasons.length === 0) return [];
  const title = comparable.verdict === 'no' ? 'NOT COMPARABLE' : 'COMPARE WITH CARE';
  return [
    `${indent}${glyph('!', style)} ${paint(title, 'bold', style)}`,
    ...comparable.reasons.flatMap(({ message }) =>
      wrap(plain(message), style.width - 4).map(
        (line, at) => `   ${at === 0 ? '' : '  '}${clip(line, style.width - 5)}`,
      ),
    ),
  ];
}

function scenarioLines({ scenarios }: ComparisonReport, style: TextStyle): string[] {
  const moved = scenarios.rows.toSorted((a, b) => a.difference - b.difference || inReadingOrder(a.id, b.id));
  const worse = moved.filter(({ difference }) => difference < 0);
  const better = moved
    .filter(({ difference }) => difference > 0)
    .sort((a, b) => b.difference - a.difference || inReadingOrder(a.id, b.id));
  const only = [
    ...(scenarios.onlyBaseline.length > 0 ? [`only in the baseline: ${grouped(scenarios.onlyBaseline.length)}`] : []),
    ...(scenarios.onlyCandidate.length > 0
      ? [`only in the candidate: ${grouped(scenarios.onlyCandidate.length)}`]
      : []),
  ];
  return [
    ...group('✗', 'WORSE', worse, style),
    ...group('✓', 'BETTER', better, style),
    ...wrap(
      `${grouped(scenarios.equal)} scenarios equal · ${grouped(scenarios.better)} better · ${grouped(scenarios.worse)} worse`,
      style.width - 3,
    ).map((line) => `   ${line}`),
    ...only.map((text) => `   ${paint(clip(text, style.width - 3), 'dim', style)}`),
  ];
}

function group(mark: '✗' | '✓', title: string, rows: readonly ScenarioComparison[], style: TextStyle): string[] {
  if (rows.length === 0) return [];
  const some = rows.slice(0, listed);
  const widest = Math.max(...some.map(({ id }) => columnsOf(plain(id))));
  const arms = Math.max(...some.map((row) => armsOf(row).length));
  const columns = Math.min(style.width - arms - 13, Math.max(20, widest));
  const more = rows.length > listed ? `  first ${listed}` : '';
  return [
    `${indent}${glyph(mark, style)} ${paint(`${title} (${grouped(rows.length)})`, 'bold', style)}${paint(more, 'dim', style)}`,
    ...some.map((row) => {
      const points = signed(row.difference * 100, 1);
      return `   ${left(clipMiddle(plain(row.id), columns), columns)} ${left(armsOf(row), arms)} ${padLeft(points, 7)}`;
    }),
  ];
}

function armsOf({ baseline, candidate }: ScenarioComparison): string {
  return `${baseline.passes}/${baseline.graded} → ${candidate.passes}/${candidate.graded}`;
}

function changeLines({ changes, scenarioCorrelation }: ComparisonReport, style: TextStyle): string[] {
  const lines = changes.map(({ field, baseline, candidate, role }) => {
    const text = `${role === 'instrument' ? 'instrument ' : ''}${plain(field)}: ${short(baseline)} → ${short(candidate)}`;
    return `   ${paint(clip(text, style.width - 3), role === 'instrument' ? 'yellow' : 'dim', style)}`;
  });
  const correlation =
    scenarioCorrelation === null
      ? []
      : note(`correlation of scenarios' success across the runs: ${fixed(scenarioCorrelation, 2)}`, style);
  return lines.length + correlation.length === 0 ? [] : [heading('WHAT CHANGED', style), ...lines, ...correlation];
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return clip(plain(text.replace(/^sha256:(.{8}).*/, 'sha256:$1')), 30);
}

function lastLines({ sentence, success }: ComparisonReport, style: TextStyle): string[] {
  return marked(success.direction === 'unclear' ? '?' : changeMarks[success.direction], sentence, style, 'bold');
}
