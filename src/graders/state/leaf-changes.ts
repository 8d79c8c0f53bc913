import { type Json, pointerNames, pointerOf } from '#base';
import type { StateChange } from '#worlds';
import { isContainer, membersOf } from '../json-container.ts';
import { sameValue } from '../same-value.ts';

/**
 * Changes down to single values, whatever grain the world reports them in: an object that was added becomes one change for each value in it.
 * Lists are compared place by place. What is the same before and after is no change.
 */
export function leafChanges(changes: readonly StateChange[]): readonly StateChange[] {
  return changes.flatMap(({ path, before, after }) => [...leaves(pointerNames(path), before, after)]);
}

function* leaves(names: readonly string[], before: Json | undefined, after: Json | undefined): Generator<StateChange> {
  if (sameValue(before, after)) return;
  if (!isDivisible(before, after)) {
    yield {
      path: pointerOf(names),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
    return;
  }
  const old = isContainer(before) ? membersOf(before) : new Map<string, Json>();
  const young = isContainer(after) ? membersOf(after) : new Map<string, Json>();
  for (const name of new Set([...old.keys(), ...young.keys()]))
    yield* leaves([...names, name], old.get(name), young.get(name));
}

/** Two objects or two lists; or one that is not empty where there was nothing, or null. */
function isDivisible(before: Json | undefined, after: Json | undefined): boolean {
  if (isContainer(before) && isContainer(after)) return Array.isArray(before) === Array.isArray(after);
  const [one, other] = isContainer(before) ? [before, after] : [after, before];
  return (other === undefined || other === null) && isContainer(one) && membersOf(one).size > 0;
}
