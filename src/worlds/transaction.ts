import { canonicalJson, type Json } from '#base';
import { boundArguments } from './check-arguments.ts';
import { copyJson, frozenCopy } from './copy-json.ts';
import type { CheckedCall, WorldTool } from './define-tool.ts';
import type { ToolRequest, ToolResult } from './tool.ts';
import { ToolRefusal } from './tool-refusal.ts';
import type { LedgerEntry } from './world.ts';

/** An effect as a tool recorded it, before it has a place in the ledger. */
export type RecordedEffect = Omit<LedgerEntry, 'sequence'>;

/** What one call did: its answer, and what is to be kept when it succeeded. */
export interface Transaction {
  readonly result: ToolResult;
  /** The state after it, frozen; null when it changed nothing. */
  readonly state: Json | null;
  readonly effects: readonly RecordedEffect[];
  /** What to remember it by, where the caller gave an idempotency key. */
  readonly remember: { readonly name: string; readonly call: AnsweredCall } | null;
}

/** The state that a call finds. */
export interface CallScene {
  /** Frozen at every level. */
  readonly state: Json;
  readonly now: Date;
  /** First answers under idempotency keys. */
  readonly answered: ReadonlyMap<string, AnsweredCall>;
}

/** The first call under an idempotency key. */
export interface AnsweredCall {
  readonly arguments: string;
  readonly result: ToolResult;
}

/**
 * Runs one call on a frozen state, as one transaction: either the answer is no error and carries the new state and its effects, or nothing happened.
 * Whatever a tool throws becomes an answer.
 */
export function runTransaction<State>(tool: WorldTool<State>, request: ToolRequest, scene: CallScene): Transaction {
  const { name } = tool.definition;
  if (request.argumentsMalformed) return errorOnly('invalid-arguments', `${name}: the arguments are no valid JSON`);
  const bounds = boundArguments(request.arguments);
  if (bounds !== null) return errorOnly('invalid-arguments', `${name}: ${bounds}`);
  const call = tool.check(request.arguments);
  if ('problem' in call) return errorOnly('invalid-arguments', `${name}: ${call.problem}`);
  return answeredBefore(tool, call, scene) ?? execute(tool, call, scene);
}

/** An answer that is an error, in words for the agent. */
export function errorResult(error: NonNullable<ToolResult['error']>, text: string): ToolResult {
  return { text, value: null, isError: true, error };
}

function answeredBefore<State>(tool: WorldTool<State>, call: CheckedCall<State>, scene: CallScene): Transaction | null {
  const first = scene.answered.get(rememberedName(tool, call) ?? '');
  if (first === undefined) return null;
  if (first.arguments === canonicalJson(call.arguments)) return unchanged(first.result);
  return errorOnly(
    'refused',
    `${tool.definition.name}: this idempotency key was used before with other arguments; use a new key for a new request`,
  );
}

function execute<State>(tool: WorldTool<State>, call: CheckedCall<State>, { state, now }: CallScene): Transaction {
  const { name, effect } = tool.definition;
  const effects: RecordedEffect[] = [];
  const record = ({ key }: { readonly key: string }): void => {
    if (effect === 'read') throw new TypeError('a read tool recorded an effect');
    effects.push({ tool: name, effect, key, idempotencyKey: call.idempotencyKey, arguments: call.arguments });
  };
  // A read tool works on the frozen state itself: one that tries to change it fails loudly, and reading costs no copy
  const draft = effect === 'read' ? state : copyJson(state);
  try {
    const value = call.run({ state: draft as State, effects: { record }, refuse, now });
    const answer = frozenCopy(value ?? null);
    const result: ToolResult = { text: JSON.stringify(answer), value: answer, isError: false, error: null };
    const rememberAs = rememberedName(tool, call);
    return {
      result,
      state: effect === 'read' ? null : frozenCopy(draft),
      effects,
      remember:
        rememberAs === null ? null : { name: rememberAs, call: { arguments: canonicalJson(call.arguments), result } },
    };
  } catch (error) {
    if (error instanceof ToolRefusal) return errorOnly('refused', error.message);
    return errorOnly('failed', `${name} failed: ${messageOf(error)}`);
  }
}

function refuse(message: string): never {
  throw new ToolRefusal(message);
}

function errorOnly(error: NonNullable<ToolResult['error']>, text: string): Transaction {
  return unchanged(errorResult(error, text));
}

function unchanged(result: ToolResult): Transaction {
  return { result, state: null, effects: [], remember: null };
}

function rememberedName<State>(tool: WorldTool<State>, call: CheckedCall<State>): string | null {
  return call.idempotencyKey === null ? null : `${tool.definition.name} ${call.idempotencyKey}`;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
