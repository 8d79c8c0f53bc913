/** A goal by the id of its scenario. */
export interface NamedGoal {
  readonly id: string;
  readonly goal: string;
}

/** How large a share of the words of two goals must be common (Jaccard index) for them to be nearly the same. */
const nearlySame = 0.9;

/**
 * Pairs of goals that say nearly the same: their sets of words, numbers taken as one word, overlap by at least 0.9 (Jaccard index). Each goal is
 * paired with the first that it is like.
 *
 * Only goals that share one of their rarest words are compared, since sets that overlap so far must (prefix filter; Chaudhuri et al. 2006), so
 * thousands of goals take no longer than a moment.
 */
export function similarGoals(goals: readonly NamedGoal[]): { readonly first: string; readonly second: string }[] {
  const sets = goals.map(({ goal }) => wordsOf(goal));
  const counts = new Map<string, number>();
  for (const words of sets) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const byRareWord = new Map<string, number[]>();
  return goals.flatMap(({ id }, at) => {
    const words = sets[at] ?? new Set();
    const rarest = [...words].sort(
      (left, right) => (counts.get(left) ?? 0) - (counts.get(right) ?? 0) || (left < right ? -1 : 1),
    );
    const prefix = rarest.slice(0, words.size - Math.ceil(nearlySame * words.size) + 1);
    const candidates = [...new Set(prefix.flatMap((word) => byRareWord.get(word) ?? []))].sort((a, b) => a - b);
    for (const word of prefix) byRareWord.set(word, [...(byRareWord.get(word) ?? []), at]);
    const like = candidates.find((other) => jaccard(words, sets[other] ?? new Set()) >= nearlySame);
    const first = like === undefined ? undefined : goals[like];
    return first === undefined ? [] : [{ first: first.id, second: id }];
  });
}

function wordsOf(goal: string): Set<string> {
  const words = goal.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.map((word) => (/\d/.test(word) ? '#' : word)));
}

function jaccard(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const common = [...left].filter((word) => right.has(word)).length;
  const all = left.size + right.size - common;
  return all === 0 ? 0 : common / all;
}
