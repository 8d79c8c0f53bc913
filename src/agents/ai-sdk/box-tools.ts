import type { ToolSet } from 'ai';
import type { Json } from '#base';
import type { ToolBox } from '#worlds';
import type { Sdk } from './load-sdk.ts';

/** A tool box as tools that the SDK executes. An error becomes an exception, which the SDK tells the model by its message. */
export class BoxTools {
  readonly tools: ToolSet;
  /** Ids of the calls that went through the box. */
  readonly executed = new Set<string>();
  /** Aborts with the turn under way. */
  turnSignal: AbortSignal | undefined;

  constructor(sdk: Sdk, box: ToolBox) {
    this.tools = Object.fromEntries(
      box.definitions.map(({ name, description, inputSchema }) => [
        name,
        sdk.tool({
          description,
          inputSchema: sdk.jsonSchema<Json>(inputSchema as object),
          execute: (input, { toolCallId }) => this.#execute(box, name, input, toolCallId),
        }),
      ]),
    );
  }

  async #execute(box: ToolBox, name: string, input: Json, callId: string): Promise<string> {
    this.executed.add(callId);
    const signal = this.turnSignal === undefined ? {} : { signal: this.turnSignal };
    const { text, isError } = await box.call({ name, arguments: input, callId, ...signal });
    if (isError) throw new Error(text);
    return text;
  }
}
