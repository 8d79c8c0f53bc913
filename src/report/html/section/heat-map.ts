import type { Json } from '#base';
import { failureReason, grouped, isEstimate, quantityText, type ReliabilityReport, type ScenarioRow } from '#schema';
import { dataBlock } from '../markup/data-block.ts';
import { html, type Insertable, type Markup } from '../markup/markup.ts';
import { countingAttempt, type TrialAttempts } from '../trial-attempts.ts';
import { inReadingOrder } from './reading-order.ts';
import { type Section, section } from './section.ts';

/** More cells than this make a page slow to open; rows beyond are counted and left out. */
const mostCells = 20_000;

const cells = {
  P: { kind: 'p', glyph: '✓', word: 'passed' },
  F: { kind: 'f', glyph: '✗', word: 'failed' },
  L: { kind: 'l', glyph: '!', word: 'lost' },
  M: { kind: 'm', glyph: '·', word: 'missing' },
} as const;

/** Every trial of every scenario as a cell that opens it; with the data behind the cells. */
export function heatMap(
  report: ReliabilityReport,
  attempts: TrialAttempts,
  viewOf: (row: ScenarioRow) => Json,
): Section {
  const all = [...report.scenarios.rows].sort(worstFirst);
  const shown = withinBudget(all);
  const left = all.length - shown.length;
  const most = shown.reduce((widest, row) => Math.max(widest, row.trials.length), 0);
  const places = new Map(shown.toSorted((a, b) => inReadingOrder(a.id, b.id)).map((row, at) => [row.id, at]));
  return section(
    'heat-map',
    'Every trial',
    'One cell a trial: open it to read what happened. Arrow keys move, Enter opens.',
    html`${controls(all)}<p id="left-out" class="note">${left === 0 ? '' : `${grouped(left)} of ${grouped(all.length)} scenarios are left out: the file shows the failing and unstable ones first, up to ${grouped(mostCells)} trials.`}</p><div class="scroll heat-scroll"><table class="heat" id="heat"><thead><tr><th scope="col">Scenario</th>${Array.from({ length: most }, (_, at) => html`<th scope="col" class="t">${at + 1}</th>`)}<th scope="col" class="num">Passed</th><th scope="col">Why it fails</th></tr></thead><tbody>${shown.map((row, at) => rowMarkup(row, at, most, places.get(row.id) ?? at, attempts))}</tbody>${indexShares(report, most)}</table></div>${legend()}${dataBlock(
      'ids',
      shown.map(({ id }) => id),
    )}${shown.map((row, at) => dataBlock(`s${at}`, viewOf(row)))}`,
  );
}

function isSteady({ trials }: ScenarioRow): boolean {
  return trials !== '' && !/[^P]/.test(trials);
}

function success({ passes, graded }: ScenarioRow): number {
  return graded === 0 ? -1 : passes / graded;
}

function instability(row: ScenarioRow): number {
  const share = Math.max(0, success(row));
  return share * (1 - share);
}

function worstFirst(a: ScenarioRow, b: ScenarioRow): number {
  return Number(isSteady(a)) - Number(isSteady(b)) || success(a) - success(b) || inReadingOrder(a.id, b.id);
}

function withinBudget(rows: readonly ScenarioRow[]): ScenarioRow[] {
  let used = 0;
  return rows.filter(({ trials }) => {
    used += trials.length;
    return used <= mostCells;
  });
}

function controls(all: readonly ScenarioRow[]): Markup {
  const steady = all.filter(isSteady).length;
  return html`<div class="controls" id="heat-controls" hidden><fieldset><legend>Show</legend><label><input type="radio" name="show" value="failing" checked> not all passed <span class="total">${grouped(all.length - steady)}</span></label><label><input type="radio" name="show" value="all"> all <span class="total">${grouped(all.length)}</span></label></fieldset><fieldset><legend>Sort by</legend><label><input type="radio" name="sort" value="success" checked> success</label><label><input type="radio" name="sort" value="instability"> instability</label><label><input type="radio" name="sort" value="id"> id</label></fieldset></div>`;
}

function rowMarkup(row: ScenarioRow, at: number, most: number, place: number, attempts: TrialAttempts): Markup {
  const firstBad = [...row.trials].findIndex((letter) => letter === 'F' || letter === 'L');
  const why = failureReason(countingAttempt(attempts.get(row.id)?.get(firstBad)));
  const slices = Object.entries(row.slices);
  const tags =
    slices.length === 0
      ? null
      : html`<span class="tag">${slices.map(([name, value]) => `${name}=${value}`).join(' ')}</span>`;
  return html`<tr data-row="${at}" data-id="${place}" data-success="${success(row).toFixed(4)}" data-instability="${instability(row).toFixed(4)}"${isSteady(row) ? html` data-steady="1"` : null}><th scope="row" title="${row.id}">${row.id}${tags}</th>${cellsOf(row, most, attempts)}<td class="num">${row.passes}/${row.graded}</td><td class="why"><p class="two-lines">${why}</p></td></tr>
`;
}

function cellsOf(row: ScenarioRow, most: number, attempts: TrialAttempts): Insertable {
  const letters = [...row.trials];
  return Array.from({ length: most }, (_, index) => {
    const letter = letters[index];
    if (letter === undefined) return html`<td class="t"></td>`;
    const { kind, glyph, word } = cells[letter as keyof typeof cells] ?? cells.M;
    if (letter === 'M')
      return html`<td class="t"><span class="cell m" title="trial ${index + 1} missing">·</span></td>`;
    const trial = countingAttempt(attempts.get(row.id)?.get(index));
    const flag = trial !== undefined && trial.disqualifiers.length > 0 ? html`<i>⚑</i>` : null;
    const suffix = flag === null ? '' : ', disqualified';
    return html`<td class="t"><button type="button" class="cell ${kind}" data-trial="${index}" tabindex="-1" aria-label="trial ${index + 1} ${word}${suffix}">${glyph}${flag}</button></td>`;
  });
}

// An index effect, leakage or rate limits, shows in the margin.
function indexShares({ consistency }: ReliabilityReport, most: number): Markup | null {
  if (consistency.byTrialIndex.length < 2) return null;
  const byIndex = new Map(consistency.byTrialIndex.map(({ index, success: share }) => [index, share]));
  return html`<tfoot><tr><th scope="row">Success of the trial <span class="tag">n below</span></th>${Array.from(
    { length: most },
    (_, index) => {
      const share = byIndex.get(index);
      if (share === undefined || !isEstimate(share)) return html`<td class="t"></td>`;
      return html`<td class="t small" title="${quantityText(share.interval.low ?? 0, 'share')} to ${quantityText(share.interval.high ?? 1, 'share')}">${share.value.toFixed(2).replace(/^0/, '')}<br><span class="faint">${grouped(share.trials)}</span></td>`;
    },
  )}<td></td><td></td></tr></tfoot>`;
}

function legend(): Markup {
  return html`<ul class="key">${Object.values(cells).map(({ kind, glyph, word }) => html`<li><span class="cell ${kind}" aria-hidden="true">${glyph}</span>${word}</li>`)}<li><span class="cell f" aria-hidden="true">✗<i>⚑</i></span>disqualified</li></ul>`;
}
