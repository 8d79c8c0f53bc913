import { foldText } from '../fold-text.ts';

/** Questions that no yes answers. */
const openQuestion = /^(?:and |so |or |now |also |then |but )*(?:how|what|which|who|whom|whose|when|where|why)\b/;

/** Requests for something the agent does not know, in the form of a question that a yes would answer. */
const requestForWords =
  /\b(?:can|could|may|might|would|will) (?:i|you)(?: also| please| kindly| then)*(?: have| get| provide| give| tell| share| send| specify| clarify| describe| explain| know| ask| name| repeat| spell)\b|\banything else\b|\bother questions?\b/;

const askedInOtherWords =
  /\b(?:please confirm|confirm (?:that|whether|if|by)|let me know (?:if|whether) (?:you(?:'d| would)? (?:agree|like|want)|i (?:should|may|can)|that|this)|(?:say|reply|answer|type|respond)(?: with)? "?'?yes\b)/;

/**
 * Whether the agent's words ask the user to agree to something: a question that yes answers, or a call to confirm. A greeting
 * (`How can I help?`) and a request for information (`Could you give me the order number?`) do not. English only, by rules.
 */
export function asksForAgreement(text: string): boolean {
  const words = foldText(text.slice(-20_000));
  if (askedInOtherWords.test(words)) return true;
  return questionsIn(words).some((question) => !isOpen(question) && !requestForWords.test(question));
}

/** Whether the question itself, after what leads up to it (`Hello, how …`), is one that no yes answers. */
function isOpen(question: string): boolean {
  return openQuestion.test((question.split(',').at(-1) ?? '').trimStart());
}

/** The sentences that end in a question mark, without what stands before the sentence. */
function questionsIn(words: string): string[] {
  return words
    .split(/(?<=[?\u061f])/)
    .filter((part) => /[?\u061f]$/.test(part))
    .map((part) => (part.split(/[.!:;]\s/).at(-1) ?? '').replace(/^[^\p{L}]+/u, ''));
}
