export { type FaultyToolBox, type FaultyToolBoxOptions, faultyToolBox } from './box/faulty-tool-box.ts';
export type { SeamClock } from './clock.ts';
export { type MutationOperator, mutationOperators } from './from-run/mutation-of.ts';
export { type PlanFromRun, type PlannedMutation, planFromRun } from './from-run/plan-from-run.ts';
export { applyJsonPatch, invertJsonPatch, type JsonPatch, type JsonPatchOperation } from './json/json-patch.ts';
export { type LoadedSeam, loadSeam } from './load-seam.ts';
export { machineClock } from './machine-clock.ts';
export { BegunFaultIds } from './outcome/begun-fault-ids.ts';
export { type FaultScene, scoreFaults } from './outcome/score-faults.ts';
export { CallCounter, type IdentifiedCall, type SeamCall } from './plan/call-identity.ts';
export { expandPlan, type TrialCall } from './plan/expand-plan.ts';
export { type Decision, FaultDecider, type PlannedFault } from './plan/fault-decider.ts';
export { type ParsedPlan, parseFaultPlan } from './plan/parse-fault-plan.ts';
export type { StdioCommand } from './proxy/stdio/shim-command.ts';
export { faultMarks } from './record/fault-marks.ts';
export { FileRecord } from './record/file-record.ts';
export { MemoryRecord } from './record/memory-record.ts';
export { type ReadRecord, readSeamRecord } from './record/read-record.ts';
export { readTrialRecord, type TrialRecord } from './record/record-files.ts';
export { recordPath } from './record/record-path.ts';
export {
  type SeamBody,
  type SeamEvent,
  type SeamEventOf,
  seamEventSchema,
} from './record/seam-event.ts';
export type { SeamRecord } from './record/seam-record.ts';
export { seamRecordVersion } from './record/seam-record-version.ts';
export type { CatalogDrift } from './replay/catalog-drift.ts';
export { type ReplaySummary, replaySummary } from './replay/replay-summary.ts';
export { type StaleServer, staleServers } from './replay/stale-servers.ts';
export { effectOfMethod, effectOfTool } from './safety/effect-of-tool.ts';
export { type SeamConfig, type SeamConfigInput, type SeamServer, seamConfigSchema } from './seam-config.ts';
export { type RunningSeam, type SeamStart, startSeam } from './start-seam.ts';
export { TrialSeam, type TrialSeamOptions } from './trial-seam.ts';
