import type { ToolBox, ToolDefinition, ToolRequest, ToolResult } from '#worlds';
import { jsonCopy } from './json-copy.ts';
import type { TrialRecorder } from './trial-recorder.ts';

/** A world without tools, for agents that bring their own. */
export const noTools: ToolBox = { definitions: [], call: ({ name }) => Promise.resolve(unknownTool(name)) };

/**
 * The tool box that the agent gets: the world's, with every call written down. Arguments are copied before they are recorded and run, so that
 * an agent in this process cannot change them afterwards. Once the trial is over it runs nothing any more.
 */
export function recordedTools(tools: ToolBox, recorder: TrialRecorder, trial: AbortSignal): ToolBox {
  const byName = new Map<string, ToolDefinition>(tools.definitions.map((tool) => [tool.name, tool]));
  return {
    definitions: tools.definitions,
    call: async (given) => {
      trial.throwIfAborted();
      const request = asJson(given);
      const open = recorder.beginCall(request, byName.get(request.name)?.effect ?? null);
      // Recording the call may have hit a limit: then it must have no effect on the world.
      trial.throwIfAborted();
      const result = await tools.call(request).catch((error: unknown) => {
        open.broke();
        throw error;
      });
      trial.throwIfAborted();
      open.end(result);
      return result;
    },
  };
}

function asJson(given: ToolRequest): ToolRequest {
  const name = typeof given.name === 'string' ? given.name : String(given.name);
  const copy = jsonCopy(given.arguments);
  if (copy !== null) return { ...given, name, arguments: copy.value };
  return { ...given, name, arguments: 'arguments that are no JSON', argumentsMalformed: true };
}

function unknownTool(name: string): ToolResult {
  return { text: `unknown tool: ${name.slice(0, 200)}`, value: null, isError: true, error: 'unknown-tool' };
}
