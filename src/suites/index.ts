export { defineSuite } from './define-suite.ts';
export type { LintContext, LintWorld } from './lint/lint-context.ts';
export type { LintFinding } from './lint/lint-finding.ts';
export { lintSuite } from './lint/lint-suite.ts';
export { loadSuite } from './load-suite.ts';
export { type ReadSuite, readSuite } from './read-suite.ts';
export { withWorldDigest } from './suite-digest.ts';
export { SuiteMistakes } from './suite-mistakes.ts';
export type { SuiteProblem } from './suite-problem.ts';
