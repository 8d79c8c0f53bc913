import { clientScript } from './client/client-script.ts';
import { floorTargets } from './floor-targets.ts';
import type { HtmlReportInput } from './html-report-input.ts';
import { contentSecurityPolicy } from './markup/content-security-policy.ts';
import { html, Markup } from './markup/markup.ts';
import { auditSection } from './section/audit.ts';
import { banners } from './section/banners.ts';
import { comparisonSection } from './section/comparison.ts';
import { confusionSection } from './section/confusion.ts';
import { consistencySection } from './section/consistency.ts';
import { degradationSection } from './section/degradation.ts';
import { economicsSection } from './section/economics.ts';
import { failedFirst } from './section/failed-first.ts';
import { failuresSection } from './section/failures.ts';
import { faultsSection } from './section/faults.ts';
import { gateSection } from './section/gate.ts';
import { header } from './section/header.ts';
import { heatMap } from './section/heat-map.ts';
import { methodsSection } from './section/methods.ts';
import { scorecard } from './section/scorecard.ts';
import type { Section } from './section/section.ts';
import { simulatorSection } from './section/simulator.ts';
import { slicesSection } from './section/slices.ts';
import { stepsSection } from './section/steps.ts';
import { trialPane } from './section/trial-pane.ts';
import { styleSheet } from './style/style-sheet.ts';
import { trajectoryBlocks } from './trajectory-blocks.ts';
import { groupAttempts } from './trial-attempts.ts';
import { scenarioView } from './trial-view.ts';

/**
 * A run's documents as one self-contained HTML file: it loads nothing, works from the file system, in light and dark, and without its script
 * shows everything but the trials' contents. Everything that came from outside is text. Same input, same bytes.
 *
 * @throws REPORT_NOT_BASE64 when an embedded trajectory is not base64
 */
export function renderHtml(input: HtmlReportInput): string {
  const policy = contentSecurityPolicy(styleSheet, clientScript);
  const body = sections(input);
  return `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${input.report.run.name} · seatrial</title>
<style>${new Markup(styleSheet)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${body}
<script>${new Markup(clientScript)}</script>
</body>
</html>
`}`;
}

function sections(input: HtmlReportInput): Markup {
  const { report, audit, comparison, gate } = input;
  const attempts = groupAttempts(input.trials);
  const findTarget = floorTargets(gate);
  const blocks = trajectoryBlocks(input.trajectories);
  const parts = [
    failedFirst(report, attempts),
    scorecard(report, findTarget),
    consistencySection(report, gate, comparison),
    stepsSection(report),
    degradationSection(report),
    confusionSection(report),
    faultsSection(report),
    heatMap(report, attempts, (row) => scenarioView(row, attempts, report.run.id, blocks.find)),
    slicesSection(report, findTarget),
    economicsSection(report),
    simulatorSection(report),
    failuresSection(report),
    comparisonSection(comparison),
    gateSection(gate, comparison === null),
    auditSection(audit),
    methodsSection(input),
  ].filter((part) => part !== null);
  return html`<main id="main">${header(report, banners(gate, audit, comparison), findTarget)}${contents(parts)}${parts.map(({ markup }) => markup)}</main>
${trialPane()}${blocks.markup}`;
}

/** Links to the sections that are there. */
function contents(parts: readonly Section[]): Markup {
  return html`<nav class="contents" aria-label="sections">${parts.map(({ id, label }) => html`<a href="#${id}">${label}</a>`)}</nav>
`;
}
