import { canonicalJson, type Json } from '#base';
import { contentText, type Trajectory } from '#schema';
import { jsonPlaces } from '../json/json-places.ts';

/**
 * Tells values that a trajectory never shows, in no argument, no result and no message: when one turns up in a fresh run, it comes from the fault.
 * Truth values and small whole numbers are everywhere and never rare.
 */
export function rareIn({ steps }: Trajectory): (value: Json) => boolean {
  const met = new Set<string>();
  const texts: string[] = [];
  for (const step of steps) {
    if (step.kind === 'tool') {
      for (const { value } of jsonPlaces(step.arguments)) if (isScalar(value)) met.add(textOf(value));
      texts.push(contentText(step.result));
    } else if (step.kind !== 'event') texts.push(contentText(step.content));
  }
  return (value) => {
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 10))
      return false;
    const text = textOf(value);
    return !met.has(text) && !texts.some((one) => one.includes(text));
  };
}

function isScalar(value: Json): boolean {
  return value !== null && typeof value !== 'object';
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}
