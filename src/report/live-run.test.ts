import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  renderLiveProgress,
  renderMerge,
  renderProgressLine,
  renderRegrade,
  renderRunEnding,
  type TextStyle,
} from './index.ts';
import { shownEarlyStop, shownEnding, shownMerge, shownProgress, shownRegrade } from './testing/shown-live-run.ts';
import { columnsOf } from './text/columns.ts';

function golden(name: string): string {
  return fileURLToPath(new URL(`../../test/golden/text/${name}`, import.meta.url));
}

const screens: Readonly<Record<string, (style: TextStyle) => string>> = {
  'live-progress': (style) => `${renderLiveProgress(shownProgress(), style)}\n`,
  'live-progress-finishing': (style) => `${renderLiveProgress({ ...shownProgress(), finishing: true }, style)}\n`,
  'run-ending': (style) => renderRunEnding(shownEnding(), style),
  'run-ending-early': (style) => renderRunEnding(shownEarlyStop(), style),
  merge: (style) => renderMerge(shownMerge(), style),
  regrade: (style) => renderRegrade(shownRegrade(), style),
};
const widths = [60, 80, 120];
const cases = Object.entries(screens).flatMap(([name, render]) => widths.map((width) => ({ name, width, render })));

describe('texts about live runs', () => {
  it.each(cases)('$name at $width columns is the golden text', async ({ name, width, render }) => {
    await expect(render({ width, colour: false })).toMatchFileSnapshot(golden(`${name}.${width}.txt`));
  });

  it.each(cases)('$name at $width columns keeps to its width and says the same with colour', ({ width, render }) => {
    const text = render({ width, colour: false });
    for (const line of text.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    expect(render({ width, colour: true }).replace(/\u{1b}\[\d+m/gu, '')).toBe(text);
  });

  it('show hostile words as words', () => {
    const hostile = 'a\u{1b}[2Jb\nc\u{202e}d';
    const style = { width: 120, colour: false };
    const texts = [
      renderLiveProgress({ ...shownProgress(hostile), suite: hostile, agent: hostile }, style),
      renderProgressLine({ ...shownProgress(), lostAs: [{ code: hostile, count: 1 }] }),
      renderRunEnding(shownEnding(hostile), style),
      renderMerge(shownMerge(hostile), style),
      renderRegrade(shownRegrade(hostile), style),
    ];
    for (const text of texts) expect(text).not.toMatch(/[\u{1b}\u{202e}]/u);
  });
});

describe('the block of a run under way', () => {
  it('has as many lines at every moment, so that drawing over it leaves nothing behind', () => {
    const moments = [
      shownProgress(),
      { ...shownProgress(), settled: 0, success: null, underWay: 0, slowest: [], trialsPerSecond: null },
      { ...shownProgress(), settled: 760, spentUsd: null, budgetUsd: null, lost: 0, lostAs: [], retried: 0 },
      { ...shownProgress(), planned: 0, settled: 0, dropped: 12, finishing: true },
    ];
    for (const width of [20, 60, 80, 120])
      for (const moment of moments) {
        const lines = renderLiveProgress(moment, { width, colour: false }).split('\n');
        expect(lines).toHaveLength(5);
        // the last column stays free, because a full line wraps on some terminals
        for (const line of lines) expect(columnsOf(line)).toBeLessThan(width);
      }
  });

  it('is one line in a log', () => {
    expect(renderProgressLine(shownProgress())).toBe(
      '262/760 trials | pass^1 0.815 (0.751 to 0.865) | 211 passed | 48 failed | cost $1.52 of $10.00 | 3 lost (provider-rate-limited, …) | 9 tried again | 2m 13s',
    );
  });
});
