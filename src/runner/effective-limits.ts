import type { TrialLimits } from '#schema';

/** Limits of one trial with the defaults filled in. Null means unlimited. */
export interface EffectiveLimits {
  /** Decisions of the agent. */
  readonly maxSteps: number | null;
  readonly maxTurns: number;
  readonly maxToolErrors: number | null;
  readonly timeoutMs: number;
  readonly replyTimeoutMs: number;
  readonly maxTokens: number | null;
  readonly maxCostUsd: number | null;
}

/** Turns and time are never unlimited: an agent and a user who talk in circles must come to an end. */
export const defaultLimits = { maxTurns: 60, timeoutMs: 600_000, replyTimeoutMs: 180_000 } as const;

/**
 * The limits a scenario is played under.
 *
 * @param overrides limits given for the whole run; they replace the scenario's
 */
export function effectiveLimits(scenario: TrialLimits, overrides: TrialLimits = {}): EffectiveLimits {
  const given = <Key extends keyof TrialLimits>(key: Key): number | undefined => overrides[key] ?? scenario[key];
  return {
    maxSteps: given('maxSteps') ?? null,
    maxTurns: given('maxTurns') ?? defaultLimits.maxTurns,
    maxToolErrors: given('maxToolErrors') ?? null,
    timeoutMs: given('timeoutMs') ?? defaultLimits.timeoutMs,
    replyTimeoutMs: given('replyTimeoutMs') ?? defaultLimits.replyTimeoutMs,
    maxTokens: given('maxTokens') ?? null,
    maxCostUsd: given('maxCostUsd') ?? null,
  };
}
