import { AgentFailure } from './agent.ts';

/** The most an agent may say in one turn, in UTF-16 code units. More is `agent-flood`. */
export const maxReplyChars = 1_048_576;

/** The most bytes that are read for one turn: an answer with its tool calls, escapes and everything around it. */
export const maxTurnBytes = 8 * 1_048_576;

/** The agent said more than anybody reads. */
export function flood(what: string): AgentFailure {
  return new AgentFailure('agent', 'agent-flood', `expected at most ${maxReplyChars} characters of text, got ${what}`);
}

/**
 * The text itself when it is short enough.
 *
 * @throws AgentFailure `agent-flood`
 */
export function boundedText(text: string): string {
  if (text.length > maxReplyChars) throw flood(String(text.length));
  return text;
}
