import { parseBoundedJson } from '#schema';
import { type ToolBox, type ToolRequest, ToolTransportError } from '#worlds';

/** What the model reads as a tool's result. */
export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

/** A call as a model's protocol carries it: arguments as JSON text. */
export interface TextCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
}

/**
 * Runs one call of a model and gives what it reads. A broken way to the tool is told as an error, as agent frameworks do; the trial's end
 * is not, and rejects.
 */
export async function toolAnswer(tools: ToolBox, request: ToolRequest): Promise<ToolAnswer> {
  try {
    const { text, isError } = await tools.call(request);
    return { text, isError };
  } catch (error) {
    if (!(error instanceof ToolTransportError)) throw error;
    return { text: `Error: ${error.message}`, isError: true };
  }
}

/** The call as the tool box takes it: parsed, or the text itself where it is no JSON. No text at all means no arguments. */
export function toolRequest({ id, name, argumentsText }: TextCall): ToolRequest {
  const call = { name, callId: id };
  if (argumentsText.trim() === '') return { ...call, arguments: {} };
  try {
    return { ...call, arguments: parseBoundedJson(argumentsText, 'arguments', { maxChars: 1_048_576, maxDepth: 64 }) };
  } catch {
    return { ...call, arguments: argumentsText, argumentsMalformed: true };
  }
}
