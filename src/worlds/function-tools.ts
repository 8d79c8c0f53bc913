import type { Json } from '#base';
import type { ToolDefinition } from './tool.ts';

type Schema = { readonly [key: string]: Json };

/** How each interface wants a tool described. */
export interface FunctionToolShapes {
  readonly 'openai-chat': {
    readonly type: 'function';
    readonly function: { readonly name: string; readonly description: string; readonly parameters: Schema };
  };
  readonly 'openai-responses': {
    readonly type: 'function';
    readonly name: string;
    readonly description: string;
    readonly parameters: Schema;
    /** False: strict mode refuses schemas with optional members, which most tools have. */
    readonly strict: false;
  };
  readonly 'ai-sdk': {
    readonly type: 'function';
    readonly name: string;
    readonly description: string;
    readonly inputSchema: Schema;
  };
}

const shapes: { readonly [Shape in keyof FunctionToolShapes]: (tool: ToolDefinition) => FunctionToolShapes[Shape] } = {
  'openai-chat': ({ name, description, inputSchema }) => ({
    type: 'function',
    function: { name, description, parameters: inputSchema },
  }),
  'openai-responses': ({ name, description, inputSchema }) => ({
    type: 'function',
    name,
    description,
    parameters: inputSchema,
    strict: false,
  }),
  'ai-sdk': ({ name, description, inputSchema }) => ({ type: 'function', name, description, inputSchema }),
};

/**
 * A world's tools as function-calling definitions, in their order: for OpenAI chat completions, for OpenAI responses, or as the AI SDK hands them to a
 * language model. What a tool does to the world is left out: the agent does not see it.
 *
 * @example JSON.stringify({ model, messages, tools: functionTools(box.definitions, 'openai-chat') })
 */
export function functionTools<Shape extends keyof FunctionToolShapes>(
  definitions: readonly ToolDefinition[],
  shape: Shape,
): readonly FunctionToolShapes[Shape][] {
  return definitions.map(shapes[shape]);
}
