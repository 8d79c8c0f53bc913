export {
  checkId,
  type GradeInput,
  type Grader,
  type GraderOptions,
  graderConformance,
  gradersFor,
  hostileGradeInputs,
  type OutcomeEvidence,
  outcomeOf,
  stepText,
  type TrialOutcome,
  type WorldEnd,
} from '#graders';
export type { ChatAnswer, ChatMessage, ChatModel, ChatRequest } from '#llm';
export type { Check, Evidence, Grade, PlayedScenario, Step, Trajectory } from '#schema';
export type { LedgerEntry, StateChange } from '#worlds';
