import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  alignTrials,
  githubAnnotations,
  junitGate,
  junitReport,
  markdownComparison,
  markdownGate,
  markdownReport,
  renderAudit,
  renderComparison,
  renderDiff,
  renderGate,
  renderImport,
  renderPlan,
  renderPolicyFindings,
  renderReport,
  renderRuns,
  renderVerification,
  type TextStyle,
} from './index.ts';
import { inventedAudit } from './testing/audit-report.ts';
import { inventedComparison } from './testing/comparison-report.ts';
import { inventedVerdict } from './testing/gate-verdict.ts';
import { inventedLiveReport } from './testing/live-report.ts';
import { inventedPlan } from './testing/plan-document.ts';
import { refundTrials } from './testing/recorded-trial.ts';
import { inventedReport } from './testing/reliability-report.ts';
import { shownImport, shownPolicyFindings, shownRuns, shownVerification } from './testing/shown.ts';

/** The golden texts are read by people before they are kept: they show what each face looks like, and every change of it. */
function golden(name: string): string {
  return fileURLToPath(new URL(`../../test/golden/text/${name}`, import.meta.url));
}

const screens: Readonly<Record<string, (style: TextStyle) => string>> = {
  report: (style) => renderReport(inventedReport(), style),
  'report-live': (style) => renderReport(inventedLiveReport(), style),
  comparison: (style) => renderComparison(inventedComparison(), style),
  gate: (style) => renderGate(inventedVerdict(), style),
  audit: (style) => renderAudit(inventedAudit(), style),
  plan: (style) => renderPlan(inventedPlan(), style),
  runs: (style) => renderRuns(shownRuns(), style),
  verification: (style) => renderVerification(shownVerification(), style),
  import: (style) => renderImport(shownImport(), style),
  'policy-findings': (style) => renderPolicyFindings('release', shownPolicyFindings(), style),
  diff: (style) => {
    const { passed, failed } = refundTrials();
    return renderDiff(alignTrials(passed, failed), style);
  },
};

describe('terminal texts of invented documents', () => {
  const widths = [60, 80, 120];
  const cases = Object.entries(screens).flatMap(([name, render]) => widths.map((width) => ({ name, width, render })));

  it.each(cases)('$name at $width columns is the golden text', async ({ name, width, render }) => {
    await expect(render({ width, colour: false })).toMatchFileSnapshot(golden(`${name}.${width}.txt`));
  });

  it.each(cases)('$name at $width columns says the same with colour', ({ width, render }) => {
    const painted = render({ width, colour: true });
    expect(painted).toContain('\u{1b}[');
    expect(painted.replace(/\u{1b}\[\d+m/gu, '')).toBe(render({ width, colour: false }));
  });
});

describe('documents for other programs', () => {
  const documents: Readonly<Record<string, () => string>> = {
    'report.md': () => markdownReport(inventedReport()),
    'comparison.md': () => markdownComparison(inventedComparison()),
    'gate.md': () => markdownGate(inventedVerdict()),
    'report.junit.xml': () => junitReport(inventedReport()),
    'gate.junit.xml': () => junitGate(inventedVerdict()),
    'gate.annotations.txt': () => githubAnnotations(inventedVerdict()),
  };

  it.each(Object.entries(documents))('%s is the golden text', async (name, render) => {
    await expect(render()).toMatchFileSnapshot(golden(name));
  });
});
