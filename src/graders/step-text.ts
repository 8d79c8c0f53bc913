import { canonicalJson } from '#base';
import { contentText, type Step } from '#schema';

/**
 * What a step says, as text. Every quote in a grade's evidence occurs in it, character by character.
 *
 * Turns and instructions: their words. A tool call: its name and its arguments as canonical JSON (the text itself where it was no JSON), and
 * below the result. An event: its name and its value.
 */
export function stepText(step: Step): string {
  if (step.kind === 'tool') return `${callText(step)}\n${contentText(step.result)}`;
  if (step.kind === 'event') return `${step.name} ${canonicalJson(step.value)}`;
  return contentText(step.content);
}

/** The first line of a tool call's {@link stepText}: its name and its arguments. */
export function callText({ name, arguments: given }: Extract<Step, { kind: 'tool' }>): string {
  return `${name} ${typeof given === 'string' ? given : canonicalJson(given)}`;
}
