import { digestJson, type Json } from '#base';
import { type Loss, type Trajectory, type Trial, unknownCost, unknownUsage } from '#schema';
import { isFullReward } from '../full-reward.ts';
import { describeJson, isObject, listOf, member, numberOf, otherMembers, textOf } from '../json-access.ts';
import type { RecordedTrial, ScenarioContent, TrialDraft } from '../recorded-trial.ts';
import { readTauGrades } from './read-grades.ts';
import { readTauTrajectory } from './read-trajectory.ts';

/** tau-bench stops an agent after this many of its messages, unless its code was changed; the file does not say. */
const usualStepLimit = 30;
const stopToken = '###STOP###';
const handOverTool = 'transfer_to_human_agents';
const knownOfRow: ReadonlySet<string> = new Set(['task_id', 'trial', 'reward', 'info', 'traj']);
/** The traceback of a crash is left to the raw record: it is long and the error's first line says enough. */
const knownOfInfo: ReadonlySet<string> = new Set(['task', 'reward_info', 'traceback']);

/**
 * Whether a value is a row of tau-bench results: it has `task_id` and `reward`, and `traj` or the harness's `info`.
 */
export function isTauRow(value: Json | undefined): boolean {
  if (!isObject(value) || !('task_id' in value) || !('reward' in value) || 'messages' in value) return false;
  const info = value['info'];
  return (
    Array.isArray(value['traj']) || (isObject(info) && ['task', 'reward_info', 'error'].some((key) => key in info))
  );
}

/**
 * A trial from a row of tau-bench results.
 *
 * A row with `info.error` crashed: infrastructure, not the agent. So did a row with an empty `traj` and no reward information.
 * A reward within 1e-6 of 1 passes; any other number fails and stays in `score`; without a number the trial was not scored,
 * a loss of the judge.
 */
export function readTauRow(row: Json): RecordedTrial {
  const info = member(row, 'info');
  const reward = numberOf(member(row, 'reward'));
  const messages = listOf(member(row, 'traj'));
  const trajectory = messages.length === 0 ? null : readTauTrajectory(messages);
  const loss = lossOf(row, reward);
  return {
    draft: {
      ...draftOf(loss, reward, trajectory, info),
      extra: extraOf(row, info, reward),
    },
    trajectory,
    scenario: taskContent(member(info, 'task')),
    remarks: remarksOn(row, reward, loss),
  };
}

function draftOf(
  loss: Loss | null,
  reward: number | null,
  trajectory: Trajectory | null,
  info: Json | undefined,
): Omit<TrialDraft, 'extra'> {
  const { stop, limitsHit } = endOf(loss, trajectory, info);
  return {
    sourceId: null,
    seed: null,
    outcome: loss !== null ? 'lost' : reward !== null && isFullReward(reward) ? 'pass' : 'fail',
    score: reward,
    loss,
    stop,
    limitsHit,
    failureCode: null,
    grades: loss === null ? readTauGrades(member(info, 'reward_info'), reward) : [],
    disqualifiers: [],
    policyViolations: null,
    faults: [],
    confusions: [],
    userReport: null,
    startedAt: null,
    endedAt: null,
    durationMs: null,
    usage: unknownUsage,
    cost: unknownCost,
    servedModels: [],
    slices: null,
  };
}

/** The digest of a tau-bench task, and the user id in it, which is not the scenario's id but should belong to it always. */
export function taskContent(task: Json | undefined): ScenarioContent {
  if (!isObject(task)) return { digest: null, contentId: null };
  const userId = textOf(task['user_id']);
  return { digest: digestJson(task), contentId: userId === null ? null : `user_id:${userId}` };
}

function lossOf(row: Json, reward: number | null): Loss | null {
  const error = member(row, 'info', 'error');
  if (error !== undefined && error !== null) return crash(textOf(error) ?? describeJson(error));
  const rewardInfo = member(row, 'info', 'reward_info') ?? null;
  const traj = member(row, 'traj');
  if (Array.isArray(traj) && traj.length === 0 && rewardInfo === null && reward !== 1)
    return {
      owner: 'infrastructure',
      code: 'empty-trajectory',
      message: 'the row has no message and no reward information',
    };
  return reward === null ? { owner: 'judge', code: 'not-scored', message: 'the row has no reward' } : null;
}

function crash(error: string): Loss {
  const code = /^[A-Za-z_][A-Za-z0-9_.]{0,99}(?=:)/.exec(error)?.[0] ?? 'error';
  return { owner: 'infrastructure', code, message: error.slice(0, 500) };
}

function endOf(
  loss: Loss | null,
  trajectory: Trajectory | null,
  info: Json | undefined,
): Pick<Trial, 'stop' | 'limitsHit'> {
  if (loss?.owner === 'infrastructure')
    return { stop: { reason: 'infrastructure-error', code: loss.code }, limitsHit: [] };
  const steps = trajectory?.steps ?? [];
  const last = steps.at(-1);
  if (last?.kind === 'user' && typeof last.content === 'string' && last.content.includes(stopToken))
    return { stop: { reason: 'user-ended', code: stopToken }, limitsHit: [] };
  if (last?.kind === 'tool' && last.name === handOverTool)
    return { stop: { reason: 'agent-ended', code: handOverTool }, limitsHit: [] };
  const agentTurns = steps.filter((step) => step.kind === 'agent').length;
  // An episode that ended in no other way is graded nowhere: the harness ran out of steps.
  if (agentTurns >= usualStepLimit && (member(info, 'reward_info') ?? null) === null)
    return { stop: { reason: 'limit', code: null }, limitsHit: ['steps'] };
  return { stop: { reason: 'unknown', code: null }, limitsHit: [] };
}

function extraOf(row: Json, info: Json | undefined, reward: number | null): Record<string, Json> | null {
  const ofInfo = otherMembers(info, knownOfInfo);
  const extra: Record<string, Json> = {
    ...otherMembers(row, knownOfRow),
    ...(ofInfo === null ? {} : { info: ofInfo }),
  };
  const claimed = numberOf(member(info, 'reward_info', 'reward'));
  if (claimed !== null && claimed !== reward) extra['reward_info.reward'] = claimed;
  return Object.keys(extra).length === 0 ? null : extra;
}

function remarksOn(row: Json, reward: number | null, loss: Loss | null): string[] {
  const remarks: string[] = [];
  if (reward !== null && reward !== 0 && !isFullReward(reward)) remarks.push('reward-not-binary');
  if ((member(row, 'info', 'user_cost') ?? null) !== null) remarks.push('user-cost-last-turn-only');
  if (loss !== null) remarks.push(loss.owner === 'judge' ? 'not-scored' : 'infrastructure-row');
  return remarks;
}
