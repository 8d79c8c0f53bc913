import type { Json } from '#base';
import { type Cost, type Loss, type Trial, type Usage, unknownUsage } from '#schema';
import { isFullReward } from '../full-reward.ts';
import { amountOf, countOf, isObject, listOf, member, numberOf, otherMembers, textOf, timeOf } from '../json-access.ts';
import type { RecordedTrial, ScenarioContent } from '../recorded-trial.ts';
import { type Spending, spendingOf } from './message-spending.ts';
import { readTau2Grades } from './read-grades.ts';
import { readTau2Messages } from './read-messages.ts';
import { idInActions, readTau2Task } from './read-task.ts';
import { readTermination, type Termination } from './termination.ts';

/** Members that a trial has fields for, and large ones that stay in the raw record alone. */
const known: ReadonlySet<string> = new Set([
  ...[
    'id',
    'task_id',
    'task',
    'trial',
    'seed',
    'timestamp',
    'start_time',
    'end_time',
    'duration',
    'termination_reason',
  ],
  ...['agent_cost', 'user_cost', 'agent_usage', 'reward_info', 'reward', 'messages', 'run_info'],
  ...['ticks', 'policy', 'effect_timeline', 'speech_environment'],
]);
const knownOfRunInfo: ReadonlySet<string> = new Set([
  ...['simulation_id', 'id', 'timestamp', 'start_time', 'end_time', 'duration', 'duration_sec', 'termination_reason'],
  ...['agent_cost', 'user_cost', 'trial', 'seed'],
]);

/**
 * A trial from a simulation of tau2-bench, in the form of result files or of one file a task (where some fields are under `run_info`).
 *
 * Told apart: a loss of the infrastructure (`infrastructure_error`, `unexpected_error`, and `agent_error` without a single message,
 * where the agent never spoke), of the simulated user (`user_error`), of the judge (no reward), and everything else, which is graded.
 */
export function readTau2Simulation(simulation: Json): RecordedTrial {
  const field = fieldsOf(simulation);
  const code = textOf(field('termination_reason'));
  const termination = readTermination(code);
  const messages = member(simulation, 'messages');
  const read = listOf(messages).length === 0 ? null : readTau2Messages(listOf(messages));
  const rewardInfo = member(simulation, 'reward_info');
  const reward = numberOf(member(rewardInfo, 'reward')) ?? numberOf(member(simulation, 'reward'));
  const neverSpoke = code === 'agent_error' && Array.isArray(messages) && messages.length === 0;
  const loss = lossOf(termination, code, neverSpoke, reward, member(rewardInfo, 'info'));
  const spent = spendingIn(listOf(messages), field);
  const scenario = contentOf(simulation);
  return {
    draft: {
      sourceId: textOf(field('id')) ?? textOf(field('simulation_id')),
      seed: seedOf(field('seed')),
      outcome: loss !== null ? 'lost' : reward !== null && isFullReward(reward) ? 'pass' : 'fail',
      score: reward,
      loss,
      stop: { reason: neverSpoke ? 'infrastructure-error' : termination.reason, code },
      limitsHit: termination.limit === null ? [] : [termination.limit],
      failureCode: null,
      grades: loss === null ? readTau2Grades(rewardInfo) : [],
      disqualifiers: [],
      policyViolations: null,
      faults: [],
      confusions: [],
      userReport: null,
      ...timesOf(field, listOf(messages)),
      usage: spent.usage,
      cost: spent.cost,
      servedModels: servedModels(listOf(messages)),
      slices: null,
      extra: extraOf(simulation, spent),
    },
    trajectory: read?.trajectory ?? null,
    scenario,
    remarks: [...(read?.remarks ?? []), ...spent.remarks, ...remarksOn(simulation, loss, neverSpoke)],
  };
}

type Field = (name: string) => Json | undefined;

/** A field of a simulation, wherever its variant has it. */
function fieldsOf(simulation: Json): Field {
  return (name) => member(simulation, name) ?? member(simulation, 'run_info', name);
}

function lossOf(
  termination: Termination,
  code: string | null,
  neverSpoke: boolean,
  reward: number | null,
  info: Json | undefined,
): Loss | null {
  const message = textOf(member(info, 'error')) ?? textOf(member(info, 'note'));
  if (neverSpoke)
    return {
      owner: 'infrastructure',
      code: 'agent_error',
      message: message ?? 'no message was exchanged: the agent never spoke',
    };
  if (termination.lossOwner !== null) return { owner: termination.lossOwner, code: code ?? 'unknown', message };
  if (reward === null)
    return { owner: 'judge', code: 'not-scored', message: message ?? 'the simulation has no reward' };
  return null;
}

function timesOf(field: Field, messages: readonly Json[]): Pick<Trial, 'startedAt' | 'endedAt' | 'durationMs'> {
  const seconds = amountOf(field('duration')) ?? amountOf(field('duration_sec'));
  return {
    startedAt: timeOf(field('start_time')) ?? timeOf(member(messages[0], 'timestamp')),
    // Simulations are stamped when they are made, which is when they end.
    endedAt: timeOf(field('end_time')) ?? timeOf(field('timestamp')),
    durationMs: seconds === null || (seconds === 0 && messages.length === 0) ? null : seconds * 1000,
  };
}

interface SpentInTrial {
  readonly usage: Usage;
  readonly cost: Cost;
  /** What the source wrote where it differs from `cost`. */
  readonly written: Readonly<Record<string, Json>>;
  readonly remarks: readonly string[];
}

function spendingIn(messages: readonly Json[], field: Field): SpentInTrial {
  const agent = spendingOf(messages, 'assistant');
  const user = spendingOf(messages, 'user');
  const agentCost = totalCost(amountOf(field('agent_cost')), agent);
  const userCost = totalCost(amountOf(field('user_cost')), user);
  return {
    usage: messages.length === 0 ? recordedUsage(field('agent_usage')) : agent.usage,
    cost: { agentUsd: agentCost.usd, userUsd: userCost.usd, judgeUsd: null, otherUsd: null },
    written: {
      ...(agentCost.usd === null && agentCost.written !== null ? { agent_cost: agentCost.written } : {}),
      ...(userCost.usd === null && userCost.written !== null ? { user_cost: userCost.written } : {}),
    },
    remarks: agentCost.remarks,
  };
}

/** The total as recorded, else the sum of the messages; unknown where calls had no price. */
function totalCost(
  written: number | null,
  spent: Spending,
): { usd: number | null; written: number | null; remarks: string[] } {
  if (spent.unpriced && (written === null || written === 0)) return { usd: null, written, remarks: ['cost-unpriced'] };
  if (written === null)
    return { usd: spent.costUsd, written, remarks: spent.costUsd === null ? [] : ['cost-from-messages'] };
  const disagrees =
    spent.costUsd !== null && Math.abs(spent.costUsd - written) > 0.01 * Math.max(spent.costUsd, written);
  return { usd: written, written, remarks: disagrees ? ['cost-disagrees'] : [] };
}

function recordedUsage(usage: Json | undefined): Usage {
  return {
    ...unknownUsage,
    inputTokens: countOf(member(usage, 'prompt_tokens')),
    outputTokens: countOf(member(usage, 'completion_tokens')),
    totalTokens: countOf(member(usage, 'total_tokens')),
  };
}

function servedModels(messages: readonly Json[]): string[] {
  const models = messages
    .filter((message) => textOf(member(message, 'role')) === 'assistant')
    .flatMap((message) => textOf(member(message, 'raw_data', 'model')) ?? []);
  return [...new Set(models)].sort();
}

function seedOf(seed: Json | undefined): number | string | null {
  return numberOf(seed) ?? textOf(seed);
}

/** The scenario as the simulation itself shows it: by the reference actions it was checked against, and the task beside it. */
function contentOf(simulation: Json): ScenarioContent {
  const task = readTau2Task(member(simulation, 'task'), null);
  const checked = listOf(member(simulation, 'reward_info', 'action_checks')).map(
    (check) => member(check, 'action') ?? null,
  );
  return { digest: task?.digest ?? null, contentId: idInActions(checked) ?? task?.contentId ?? null };
}

function extraOf(simulation: Json, spent: SpentInTrial): Record<string, Json> | null {
  const extra = {
    ...otherMembers(simulation, known),
    ...otherMembers(member(simulation, 'run_info'), knownOfRunInfo),
    ...spent.written,
  };
  return Object.keys(extra).length === 0 ? null : extra;
}

function remarksOn(simulation: Json, loss: Loss | null, neverSpoke: boolean): string[] {
  const remarks: string[] = [];
  if (neverSpoke) remarks.push('agent-error-without-messages');
  else if (loss?.owner === 'infrastructure') remarks.push('infrastructure-row');
  if (loss?.owner === 'user-simulator') remarks.push('user-simulator-row');
  if (loss?.owner === 'judge') remarks.push('not-scored');
  if (!Array.isArray(member(simulation, 'messages')))
    remarks.push(isObject(simulation) && Array.isArray(simulation['ticks']) ? 'ticks-kept-raw' : 'no-messages');
  return remarks;
}
