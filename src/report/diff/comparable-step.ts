import { canonicalJson, cutText, type Json } from '#base';
import { type Content, contentText, type DiffStep, type Step, type ToolCall } from '#schema';

/** A step made ready for alignment. Strings that are compared often are numbers, see {@link Numbering}. */
export interface ComparableStep {
  readonly shown: DiffStep;
  /** Only steps of one group can be partners: calls of one tool by one caller, or turns of one speaker. */
  readonly group: number;
  /** Steps with one identity are the same but for times, costs and ids. */
  readonly identity: number;
  /** A call's arguments by name, normalised; null for steps that are no calls. */
  readonly arguments: ReadonlyMap<string, number> | null;
  readonly result: number;
  /** Distinct words, ascending, at most {@link mostWords}. */
  readonly words: readonly number[];
}

/** Equal strings get equal numbers. One numbering serves both trajectories. */
export type Numbering = (text: string) => number;

/** A numbering that starts empty. */
export function numbering(): Numbering {
  const numbers = new Map<string, number>();
  return (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
}

/** How many distinct words of a text take part in its likeness to another. */
const mostWords = 48;

/** How many characters of a text a diff document keeps. */
const previewCharacters = 400;

/** Steps ready for alignment; reasoning, times, costs and call ids are no part of what is compared. */
export function comparableSteps(steps: readonly Step[], number: Numbering): ComparableStep[] {
  return steps.map((step, at) => (step.kind === 'tool' ? comparableCall(step, at, number) : turn(step, at, number)));
}

function comparableCall(call: ToolCall, at: number, number: Numbering): ComparableStep {
  const named = namedArguments(call.arguments);
  const result = call.result === null ? null : wordsOf(call.result);
  const outcome = canonicalJson([result, call.isError]);
  return {
    shown: {
      step: at,
      kind: 'tool',
      actor: call.caller,
      text: preview(`${call.name}(${argumentText(call.arguments)})`),
      result: result === null ? null : preview(result),
      isError: call.isError,
      faults: call.faults.length,
    },
    group: number(`tool ${call.caller} ${call.name}`),
    identity: number(`call ${canonicalJson([call.caller, call.name, [...named]])} ${outcome}`),
    arguments: new Map([...named].map(([name, value]) => [name, number(`argument ${value}`)])),
    result: number(`result ${outcome}`),
    words: [],
  };
}

function turn(step: Exclude<Step, ToolCall>, at: number, number: Numbering): ComparableStep {
  const text = step.kind === 'event' ? eventText(step) : wordsOf(step.content);
  const speaker = step.kind === 'event' ? step.name : step.kind === 'agent' ? (step.agent ?? '') : '';
  return {
    shown: {
      step: at,
      kind: step.kind,
      actor: step.kind === 'agent' || step.kind === 'user' ? step.kind : null,
      text: preview(text),
      result: null,
      isError: null,
      faults: 0,
    },
    group: number(`turn ${step.kind} ${speaker}`),
    identity: number(`words ${canonicalJson([step.kind, speaker, text])}`),
    arguments: null,
    result: -1,
    words: distinctWords(text, number),
  };
}

// What a seam saw is full of times and ids, and everything else of it stands in the steps.
function eventText({ name, value }: Extract<Step, { kind: 'event' }>): string {
  return value === null || name === 'seam.record' ? name : `${name} ${canonicalJson(value)}`;
}

// Readable text, then whatever else the message holds; white space is no difference.
function wordsOf(content: Content | null): string {
  const other = Array.isArray(content)
    ? content.flatMap((part) => (part.type === 'media' || part.type === 'other' ? [canonicalJson(part as Json)] : []))
    : [];
  return [contentText(content), ...other].join(' ').replace(/\s+/g, ' ').trim();
}

function distinctWords(text: string, number: Numbering): number[] {
  const words = text
    .slice(0, 4000)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return [...new Set(words)]
    .slice(0, mostWords)
    .map((word) => number(`word ${word}`))
    .sort((a, b) => a - b);
}

/** Arguments by name with their values as canonical JSON; arguments that are no object stand under one empty name. */
function namedArguments(value: Json | null): Map<string, string> {
  if (value === null) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) return new Map([['', normalised(value)]]);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(entries.map(([name, one]) => [name, normalised(one ?? null)]));
}

function normalised(value: Json): string {
  return canonicalJson(typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value);
}

function argumentText(value: Json | null): string {
  const named = [...namedArguments(value)];
  if (named.length === 1) return named[0]?.[1] ?? '';
  return named.map(([name, text]) => `${name}: ${text}`).join(', ');
}

function preview(text: string): string {
  return cutText(text, previewCharacters);
}
