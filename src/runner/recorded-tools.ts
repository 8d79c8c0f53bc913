import type { ToolEffect } from '#schema';
import type { ToolBox, ToolRequest, ToolResult } from '#worlds';
import { jsonCopy } from './json-copy.ts';
import type { TrialRecorder } from './trial-recorder.ts';
import type { TrialTools } from './trial-tools.ts';

/** A world without tools, for agents that bring their own. */
export const noTools: ToolBox = { definitions: [], call: ({ name }) => Promise.resolve(unknownTool(name)) };

/**
 * The tool box that the agent gets: the trial's, with every call written down. Arguments are copied before they are recorded and run, so that an
 * agent in this process cannot change them afterwards. Once the trial is over it runs nothing any more.
 */
export function recordedTools(
  { box, faultsOn }: TrialTools,
  effects: ReadonlyMap<string, ToolEffect>,
  recorder: TrialRecorder,
  trial: AbortSignal,
): ToolBox {
  return {
    // asked for each time, because faults may take tools away
    get definitions() {
      return box.definitions;
    },
    call: async (given) => {
      trial.throwIfAborted();
      const request = { signal: trial, ...asJson(given) };
      const open = recorder.beginCall(request, effects.get(request.name) ?? null);
      // Recording the call may have hit a limit: then it must have no effect on the world.
      trial.throwIfAborted();
      try {
        const result = await box.call(request);
        trial.throwIfAborted();
        open.end(result, faultsOn(request));
        return result;
      } catch (error) {
        // a call cut off by the end of the trial has no result, which is not an error
        if (!trial.aborted) open.broke(faultsOn(request));
        throw error;
      }
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
