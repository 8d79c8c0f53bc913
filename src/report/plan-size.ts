import { grouped, type ReliabilityReport } from '#schema';

/** How much was to be played, in words: trials of each scenario where all have as many, else all trials together. */
export function planSize({ scenarios, trials }: ReliabilityReport): string {
  const perScenario = new Set(scenarios.rows.map(({ planned }) => planned));
  const [each] = perScenario;
  return perScenario.size === 1 && each !== undefined
    ? `${counted(scenarios.planned, 'scenario')} × ${counted(each, 'trial')}`
    : `${counted(scenarios.planned, 'scenario')}, ${counted(trials.planned, 'trial')}`;
}

function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
