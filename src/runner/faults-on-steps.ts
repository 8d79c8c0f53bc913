import type { FaultMark, Trajectory } from '#schema';

/** The trajectory with each fault named by the call it landed on, also where the agent reported the call itself and a proxy saw the fault. */
export function faultsOnSteps(trajectory: Trajectory, marks: readonly FaultMark[]): Trajectory {
  const landed = Map.groupBy(
    marks.filter(({ step }) => step !== null),
    ({ step }) => step,
  );
  if (landed.size === 0) return trajectory;
  const steps = trajectory.steps.map((step, at) => {
    const ids = landed.get(at)?.map(({ id }) => id) ?? [];
    if (step.kind !== 'tool' || ids.every((id) => step.faults.includes(id))) return step;
    return { ...step, faults: [...new Set([...step.faults, ...ids])] };
  });
  return { ...trajectory, steps };
}
