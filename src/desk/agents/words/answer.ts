/** How a customer answers a proposal. */
export type Answer = 'yes' | 'no' | 'wait';

/** Reads a message as the answer to a proposal; null when it is none. A yes that takes something back is no yes. */
export function answerIn(text: string): Answer | null {
  if (/\b(?:wait with that|don't do that yet|do nothing until|wait with it)\b/i.test(text)) return 'wait';
  if (/^\W*no\b|\bleave it as it is\b|\bchanged my mind\. leave\b|\bdon't want that\b/i.test(text)) return 'no';
  return /^\W*(?:yes|yeah|sure|ok(?:ay)?|please do|go ahead)\b/i.test(text) ? 'yes' : null;
}

/** Whether a message presses for what was refused. */
export function presses(text: string): boolean {
  return /\b(?:make an exception|really need|look at it again|not good enough|do it anyway|don't accept|find a way|unacceptable|do it now|your rules|complain about you)\b/i.test(
    text,
  );
}
