import { canonicalJson, type Json } from '#base';
import type { CallPattern, ToolCall } from '#schema';
import { isContainer, membersOf } from './json-container.ts';
import { sameNumber } from './same-number.ts';

const decimal = /^[+-]?\d{1,30}(\.\d{1,30})?$/;

/**
 * Whether a call fits a pattern: the tool's name, every named argument, and whether it succeeded.
 *
 * Arguments not named may be anything, at every depth; lists must have the same length and order. Numbers are equal up to rounding, and a
 * number equals the same number written as text, because agents write `"49.90"` for 49.9. Texts are equal apart from the white space around
 * them and the way accents are encoded; case counts. A call whose failure is not known fits only the outcome `any`.
 */
export function fitsCall(pattern: CallPattern, call: ToolCall): boolean {
  if (call.name !== pattern.tool) return false;
  if (pattern.outcome !== 'any' && call.isError !== (pattern.outcome === 'failed')) return false;
  if (pattern.arguments === undefined) return true;
  return !call.argumentsMalformed && fits(pattern.arguments as Json, call.arguments);
}

/** A pattern in words, such as `refund_order {"order":"O-1"} that succeeded`. */
export function describePattern({ tool, arguments: given, outcome }: CallPattern): string {
  return `${tool}${given === undefined ? '' : ` ${canonicalJson(given as Json)}`}${outcome === 'any' ? '' : ` that ${outcome}`}`;
}

function fits(pattern: Json, value: Json | undefined): boolean {
  if (isContainer(pattern)) {
    if (!isContainer(value) || Array.isArray(pattern) !== Array.isArray(value)) return false;
    if (Array.isArray(pattern) && pattern.length !== (value as readonly Json[]).length) return false;
    const members = membersOf(value);
    return [...membersOf(pattern)].every(([name, member]) => members.has(name) && fits(member, members.get(name)));
  }
  const [left, right] = [numberOf(pattern), numberOf(value)];
  const bothText = typeof pattern === 'string' && typeof value === 'string';
  // Two texts are compared as texts: order numbers 007 and 7 differ.
  if (!bothText && left !== null && right !== null) return sameNumber(left, right);
  return bothText ? plain(pattern) === plain(value) : pattern === value;
}

function numberOf(value: Json | undefined): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && decimal.test(value.trim()) ? Number(value) : null;
}

function plain(text: string): string {
  return text.normalize('NFC').trim();
}
