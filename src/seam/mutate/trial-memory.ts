import { canonicalJson, type Json } from '#base';
import type { FaultPlan } from '#schema';
import { jsonPlaces } from '../json/json-places.ts';
import type { IdentifiedCall } from '../plan/call-identity.ts';
import type { Answer } from './mutate-answer.ts';

const mostValues = 100_000;
const mostAnswers = 20;

/** What a trial's mutations have to know of what came before: scalars that were met, and true answers. Keeps only what the plan can use. */
export class TrialMemory {
  readonly #keepsValues: boolean;
  readonly #keepsAnswers: boolean;
  readonly #values = new Set<string>();
  readonly #answers = new Map<string, Answer[]>();

  constructor(plan: FaultPlan | null) {
    this.#keepsValues = plan?.rules.some(({ fault }) => fault.kind === 'wrong-value') ?? false;
    this.#keepsAnswers = plan?.rules.some(({ fault }) => fault.kind === 'stale') ?? false;
  }

  /** Whether the plan can use anything of what is met. */
  get keeps(): boolean {
    return this.#keepsValues || this.#keepsAnswers;
  }

  /** Takes note of arguments. */
  meet(value: Json): void {
    if (!this.#keepsValues) return;
    for (const place of jsonPlaces(value))
      if (isScalar(place.value) && this.#values.size < mostValues) this.#values.add(scalarText(place.value));
  }

  /** Takes note of a true answer. */
  remember(call: IdentifiedCall, answer: Answer): void {
    if (answer.value !== undefined) this.meet(answer.value);
    if (!this.#keepsAnswers) return;
    const answers = this.#answers.get(keyOf(call)) ?? [];
    this.#answers.set(keyOf(call), [...answers, structuredClone(answer)].slice(-mostAnswers));
  }

  earlier(call: IdentifiedCall): readonly Answer[] {
    return this.#answers.get(keyOf(call)) ?? [];
  }

  /** Whether a scalar was not met. Truth values and small whole numbers are everywhere and never rare. */
  isRare(value: Json): boolean {
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 10))
      return false;
    return !this.#values.has(scalarText(value));
  }
}

function keyOf({ server, tool, intent }: IdentifiedCall): string {
  return `${server}\n${tool}\n${intent}`;
}

function isScalar(value: Json): boolean {
  return value !== null && typeof value !== 'object';
}

// A number and its text are the same to somebody who reads.
function scalarText(value: Json): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}
