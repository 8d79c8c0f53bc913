import type { Json } from '#base';
import { editJsonText } from '../../json/edit-json-text.ts';
import type { JsonPatch, JsonPatchOperation } from '../../json/json-patch.ts';
import type { Answer, Mutation, Unrealised } from '../../mutate/mutate-answer.ts';
import { rewriteText } from '../../mutate/rewrite-text.ts';
import { isMembers, type Members } from './rpc-message.ts';

/** A tool's successful result, taken apart: its structured part, and its first text. */
export interface ToolResultParts {
  readonly answer: Answer;
  readonly structured: Json | undefined;
  /** Index of the first text among the parts of the content; null where there is none. */
  readonly textAt: number | null;
}

/** Takes a `tools/call` result apart. The value is the structured content, else the text parsed where it is JSON. */
export function toolResultParts(result: Members): ToolResultParts {
  const content = Array.isArray(result['content']) ? (result['content'] as Json[]) : [];
  const found = content.findIndex(
    (part) => isMembers(part) && part['type'] === 'text' && typeof part['text'] === 'string',
  );
  const text = found < 0 ? '' : ((content[found] as { text: string }).text ?? '');
  const structured = result['structuredContent'];
  return { answer: { text, value: structured ?? parsed(text) }, structured, textAt: found < 0 ? null : found };
}

/**
 * The frame of a result as a mutation changes it: the structured content and the text that repeats it alike, every other byte as it was. Null where
 * the mutation is of a text that is not there.
 */
export function changeFrame(frame: string, parts: ToolResultParts, mutation: Mutation): string | null {
  const { structured, textAt, answer } = parts;
  const patch: JsonPatchOperation[] = [];
  if (mutation.of === 'text') {
    if (textAt === null) return null;
    patch.push({ op: 'replace', path: `/result/content/${textAt}/text`, value: mutation.text });
    // Broken text beside a sound copy would be no fault for clients that read the copy.
    if (structured !== undefined) patch.push({ op: 'remove', path: '/result/structuredContent' });
  } else {
    if (structured !== undefined) patch.push(...inside('/result/structuredContent', mutation.patch));
    const text =
      answer.value === undefined || textAt === null ? null : rewriteText(answer.text, answer.value, mutation.patch);
    if (text !== null && text !== answer.text)
      patch.push({ op: 'replace', path: `/result/content/${textAt}/text`, value: text });
  }
  return patch.length === 0 ? null : editJsonText(frame, patch);
}

/** Makes a mutation of a result's frame by way of its parts, and says why where that is impossible. */
export function mutateFrame(
  frame: string,
  result: Members,
  mutate: (answer: Answer) => Mutation | Unrealised,
): { readonly frame: string; readonly mutation: Mutation; readonly before: string } | string {
  const parts = toolResultParts(result);
  const mutation = mutate(parts.answer);
  if (typeof mutation === 'string') return mutation;
  const changed = changeFrame(frame, parts, mutation);
  return changed === null ? 'no-value' : { frame: changed, mutation, before: frame };
}

function inside(root: string, patch: JsonPatch): JsonPatchOperation[] {
  return patch.map((operation) => ({
    ...operation,
    path: `${root}${operation.path}`,
    ...('from' in operation && { from: `${root}${operation.from}` }),
  }));
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
