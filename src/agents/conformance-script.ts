import type { Json } from '#base';

/** One call the scripted agent makes. */
export interface ScriptedCall {
  readonly name: string;
  readonly arguments: Json;
}

/** What a scripted agent does in answer to the last thing the user said. */
export type ScriptedAction =
  /** Answers with this text, byte for byte. */
  | { readonly kind: 'say'; readonly text: string }
  /** Calls these tools in one decision, then answers with the results' texts, one a line, in the order of the calls. */
  | { readonly kind: 'call'; readonly calls: readonly ScriptedCall[] }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Answers what its protocol does not allow. */
  | { readonly kind: 'garbage' }
  /** Answers with a text of {@link floodChars} characters. */
  | { readonly kind: 'flood' }
  /** Answers without end, as fast as it can. */
  | { readonly kind: 'endless' }
  /** Dies in the middle of the turn. */
  | { readonly kind: 'crash' }
  /** Says that its provider asks to be left alone for {@link scriptedRetryAfterMs}. */
  | { readonly kind: 'rate-limit' };

/** Length of the text that is too long: one and a half times the most an answer may have. */
export const floodChars = 1_572_864;

/** What the rate-limited scripted agent asks for. */
export const scriptedRetryAfterMs = 7000;

const bare = ['hang', 'garbage', 'flood', 'endless', 'crash', 'rate-limit'] as const;

/**
 * What a scripted agent does next. Every adapter is tried against an agent of its kind that follows this script, so that one suite of checks
 * serves all kinds: a chat-completions server, a subprocess, a webhook.
 *
 * The user's last text is the order: `echo TEXT` repeats the text, `recall` answers with all texts of the conversation as a JSON array,
 * `call [{"name": …, "arguments": …}]` calls tools, `hang`, `garbage`, `flood`, `endless`, `crash` and `rate-limit` do what they say.
 *
 * @param userTexts what the user said in this conversation so far, oldest first
 * @example scriptedAction(['echo good morning']) // { kind: 'say', text: 'good morning' }
 */
export function scriptedAction(userTexts: readonly string[]): ScriptedAction {
  const last = userTexts.at(-1) ?? '';
  if (last.startsWith('echo ')) return { kind: 'say', text: last.slice('echo '.length) };
  if (last === 'recall') return { kind: 'say', text: JSON.stringify(userTexts) };
  if (last.startsWith('call '))
    return { kind: 'call', calls: JSON.parse(last.slice('call '.length)) as readonly ScriptedCall[] };
  const kind = bare.find((name) => name === last);
  return kind === undefined ? { kind: 'say', text: 'expected an order of the script' } : { kind };
}
