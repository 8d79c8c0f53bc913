import { canonicalJson, type Json } from '#base';
import type { Fault } from '#schema';
import { applyJsonPatch, invertJsonPatch, type JsonPatch } from '../json/json-patch.ts';
import { cutOff, malformedJson } from './broken-text.ts';
import type { Candidate, Draw } from './candidate.ts';
import { addedFields, droppedFields, renamedFields, retypedFields } from './changed-fields.ts';
import { emptied, partialPages, reordered } from './thinned-lists.ts';
import { wrongValues } from './wrong-values.ts';

/** What a tool answered: its text, and the value of it. */
export interface Answer {
  readonly text: string;
  /** The structured answer, or the text parsed; undefined for prose. */
  readonly value: Json | undefined;
}

/** What a mutation may have to know of the trial. */
export interface MutationContext {
  readonly draw: Draw;
  /** Whether a scalar has not been met in the trial, so that meeting it again means that the wrong value was used. */
  isRare(value: Json): boolean;
  /** Whether a value fits the schema that the tool declares; true where it declares none. */
  accepts(value: Json): boolean;
  /** Earlier true answers to the same call, oldest first. */
  readonly earlier: readonly Answer[];
}

/**
 * A mutation that was found: of the value (`patch`), or of the text as such (`text`).
 * `undo` leads from the mutated value or text back to the true one.
 */
export type Mutation =
  | {
      readonly of: 'value';
      readonly patch: JsonPatch;
      readonly undo: JsonPatch;
      readonly value: Json;
      readonly ambiguous: boolean;
    }
  | {
      readonly of: 'text';
      readonly text: string;
      readonly patch: JsonPatch;
      readonly undo: JsonPatch;
      readonly ambiguous: boolean;
    };

/** Why a mutation cannot be carried out. */
export type Unrealised = 'no-value' | 'nothing-to-change' | 'nothing-earlier' | 'not-json' | 'too-short';

/**
 * Finds how a fault changes a successful answer. The place and the way depend on the context's draws alone, so the same call is changed in the same way
 * every time. A wrong value fits the tool's schema and, where one can be found, has not been met in the trial.
 */
export function mutateAnswer(answer: Answer, fault: Fault, context: MutationContext): Mutation | Unrealised {
  switch (fault.kind) {
    case 'truncate':
      return ofText(answer.text, cutOff(answer.text, fault.keep, context.draw), 'too-short');
    case 'malformed':
      return ofText(answer.text, malformedJson(answer.text, context.draw), 'not-json');
    case 'stale':
      return staleAnswer(answer, context.earlier);
    case 'empty':
      if (answer.value === undefined) return ofText(answer.text, answer.text === '' ? null : '', 'nothing-to-change');
  }
  if (answer.value === undefined) return 'no-value';
  return ofValue(answer.value, candidatesFor(answer.value, fault, context.draw), fault, context);
}

function candidatesFor(value: Json, fault: Fault, draw: Draw): Candidate[] {
  switch (fault.kind) {
    case 'partial-page':
      return partialPages(value, fault);
    case 'empty':
      return emptied(value, fault);
    case 'drop-field':
      return droppedFields(value, fault, draw);
    case 'rename-field':
      return renamedFields(value, fault, draw);
    case 'add-field':
      return addedFields(value, fault);
    case 'retype-field':
      return retypedFields(value, fault, draw);
    case 'reorder-items':
      return reordered(value, fault);
    case 'wrong-value':
      return wrongValues(value, fault, draw);
    default:
      return [];
  }
}

/** Candidates tried for a rare one before an ambiguous one is taken. */
const mostTried = 200;

function ofValue(
  before: Json,
  candidates: readonly Candidate[],
  fault: Fault,
  context: MutationContext,
): Mutation | Unrealised {
  const text = canonicalJson(before);
  let ambiguous: Mutation | null = null;
  for (const { patch, put } of candidates.slice(0, mostTried)) {
    const value = applyJsonPatch(before, patch);
    if (canonicalJson(value) === text) continue;
    if (fault.kind === 'wrong-value' && !context.accepts(value)) continue;
    const rare = put === undefined || context.isRare(put);
    const mutation: Mutation = { of: 'value', patch, undo: invertJsonPatch(before, patch), value, ambiguous: !rare };
    if (rare) return mutation;
    ambiguous ??= mutation;
  }
  return ambiguous ?? 'nothing-to-change';
}

function ofText(before: string, after: string | null, otherwise: Unrealised): Mutation | Unrealised {
  if (after === null || after === before) return otherwise;
  return {
    of: 'text',
    text: after,
    patch: [{ op: 'replace', path: '', value: after }],
    undo: [{ op: 'replace', path: '', value: before }],
    ambiguous: false,
  };
}

function staleAnswer(answer: Answer, earlier: readonly Answer[]): Mutation | Unrealised {
  const old = earlier.findLast(({ text }) => text !== answer.text);
  if (old === undefined) return 'nothing-earlier';
  if (old.value === undefined || answer.value === undefined) return ofText(answer.text, old.text, 'nothing-earlier');
  return {
    of: 'value',
    patch: [{ op: 'replace', path: '', value: old.value }],
    undo: [{ op: 'replace', path: '', value: answer.value }],
    value: old.value,
    ambiguous: false,
  };
}
