import type { ToolResult } from '#worlds';
import type { Answer } from '../mutate/mutate-answer.ts';
import { rewriteText } from '../mutate/rewrite-text.ts';
import type { OpenCall } from '../open-call.ts';

/** A result as mutations see it. */
export function answerOf({ text, value }: ToolResult): Answer {
  return { text, value: value ?? undefined };
}

/** A successful result as the planned fault changes it; the result itself, and the reason written down, where it cannot. */
export function changeResult(truth: ToolResult, open: OpenCall): ToolResult {
  if (truth.isError) {
    open.unrealised('reply-is-error');
    return truth;
  }
  const mutation = open.mutate(answerOf(truth), () => true);
  if (typeof mutation === 'string') {
    open.unrealised(mutation);
    return truth;
  }
  const changed: ToolResult =
    mutation.of === 'text'
      ? { ...truth, text: mutation.text, value: null }
      : { ...truth, text: rewriteText(truth.text, truth.value, mutation.patch), value: mutation.value };
  open.realised({ mutation, before: truth.text, after: changed.text });
  return changed;
}
