import { describe, expect, it } from 'vitest';
import type { ReliabilityReport } from '#schema';
import { typed } from '../testing/measures.ts';
import { inventedReport } from '../testing/reliability-report.ts';
import { renderReport } from './render-report.ts';

/** The report's text with wrapped lines joined, so that sentences can be found. */
function textOf(report: ReliabilityReport): string {
  return renderReport(report, { width: 100, colour: false }).replace(/\s+/gu, ' ');
}

describe('the last line', () => {
  const report = inventedReport();
  const mark = (change: Partial<ReliabilityReport>): string | undefined =>
    /([✓~]) pass\^1/u.exec(textOf({ ...report, ...change }))?.[1];
  const always = { ...report.consistency, always: 20, sometimes: 0, never: 0 };
  const played = { ...report.trials, failed: 0, lost: 0, missing: 0 };

  it('is ticked only where every planned trial was played and passed', () => {
    expect(mark({ consistency: always, trials: played })).toBe('✓');
    expect(mark({ consistency: always, trials: { ...played, lost: 1 } })).toBe('~');
    expect(mark({ consistency: { ...always, always: 0 }, trials: { ...played, missing: 80 } })).toBe('~');
    expect(mark({})).toBe('~');
  });
});

describe('the head', () => {
  it('counts one scenario and one trial in the singular', () => {
    const { scenarios, ...rest } = inventedReport();
    const [row] = scenarios.rows;
    expect(textOf({ ...rest, scenarios: { ...scenarios, planned: 1, rows: [{ ...row!, planned: 1 }] } })).toContain(
      '1 scenario × 1 trial run',
    );
  });
});

describe('silent failures', () => {
  const { failures, ...rest } = inventedReport();

  it('are counted beside loud and unknown ones, with a share', () => {
    const report = { ...rest, failures: { ...failures, silent: 2, loud: 4, visibilityUnknown: 9 } };
    expect(textOf(report)).toContain('silent 2 · loud 4 · unknown 9; silent share 0.733');
  });

  it('have no share where the source cannot show them', () => {
    const report = { ...rest, failures: { ...failures, silent: 0, loud: 4, visibilityUnknown: 11 } };
    const text = textOf(report);
    expect(text).toContain('silent 0 · loud 4 · unknown 11; silent failures cannot be told here');
    expect(text).not.toContain('silent share');
  });
});

describe('a projected pass^k', () => {
  const { consistency, ...rest } = inventedReport();
  const warnings = [{ code: 'no-overdispersion', message: 'scenarios differ no more than by chance' }];
  const projected = consistency.projected.map((one) => ({ ...one, warnings }));

  it('is shown with its warnings', () => {
    const told = 'about the projection: scenarios differ no more than by chance';
    expect(textOf({ ...rest, consistency: { ...consistency, projected } })).toContain(told);
    expect(textOf({ ...rest, consistency })).not.toContain('about the projection');
  });
});

describe('success by trial', () => {
  const { consistency, ...rest } = inventedReport();

  it('shows eight, tells how many more there are, and the range of n', () => {
    const byTrialIndex = Array.from({ length: 50 }, (_, index) => ({
      index,
      success: typed(0.5, 0.4, 0.6, { trials: index < 10 ? 50 : 47 }),
    }));
    expect(textOf({ ...rest, consistency: { ...consistency, byTrialIndex } })).toContain(
      `success by trial: ${'0.500 '.repeat(8)}… 42 more in the JSON (n = 47 to 50)`,
    );
  });
});

describe('survival over steps', () => {
  const { steps, ...rest } = inventedReport();

  it('says once what the figures rest on, and each with its model', () => {
    const warnings = [
      { code: 'unattributed-failures', message: '15 of 15 failures have no known step and were put at the last one' },
      { code: 'few-at-risk', message: 'only 4 runs came this far' },
    ];
    const survival = { ...steps.survival, median: { ...typed(17, 13, null), warnings } };
    const text = textOf({ ...rest, steps: { ...steps, survival } });
    expect(text).toContain('half of the trials would have failed by step 17');
    expect(text).toContain('observed: kaplan-meier');
    expect(text).toContain('model-dependent: geometric');
    expect(text).toContain(
      'about survival: 15 of 15 failures have no known step and were put at the last one; only 4 runs came this far',
    );
  });
});
