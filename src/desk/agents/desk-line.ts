import type { z } from 'zod';
import type { Json } from '#base';
import { type ToolBox, ToolTransportError } from '#worlds';

/** A write, and how to see whether it has happened. */
export interface Write {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, Json>>;
  /** Looks whether the write has happened; null where that cannot be seen. */
  readonly hasHappened: () => Promise<boolean | null>;
}

/** What became of a write. `unknown`: no answer came, and nothing tells whether it happened. */
export type WriteOutcome = 'done' | 'refused' | 'unknown';

/** What a tool said, when it said anything. */
type Answer = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'error' | 'no-answer' };

const attempts = 3;

/** The desk's tools as the program uses them: answers checked for their shape, reads tried again, writes handled with care or without. */
export class DeskLine {
  readonly #tools: ToolBox;

  constructor(tools: ToolBox) {
    this.#tools = tools;
  }

  /** Reads something; null when the desk has no such thing or does not answer in three attempts. */
  async read<Shape extends z.ZodType>(
    tool: string,
    args: Readonly<Record<string, Json>>,
    shape: Shape,
  ): Promise<z.infer<Shape> | null> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const answer = await this.#ask(tool, args);
      if (answer.kind === 'error') return null;
      const parsed = answer.kind === 'value' ? shape.safeParse(answer.value) : null;
      if (parsed?.success) return parsed.data;
    }
    return null;
  }

  /** Calls a tool that may be repeated: whether it did what it was asked, or refused. */
  async insist(tool: string, args: Readonly<Record<string, Json>>): Promise<WriteOutcome> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const { kind } = await this.#ask(tool, args);
      if (kind !== 'no-answer') return kind === 'value' ? 'done' : 'refused';
    }
    return 'unknown';
  }

  /** Writes; after a missing answer it looks whether the write happened, and repeats only what did not. */
  async writeOnce({ tool, arguments: args, hasHappened }: Write): Promise<WriteOutcome> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const answer = await this.#ask(tool, args);
      if (answer.kind === 'value') return 'done';
      const happened = await hasHappened();
      if (happened === true) return 'done';
      if (answer.kind === 'error') return 'refused';
      if (happened === null && args['idempotency_key'] === undefined) return 'unknown';
    }
    return 'unknown';
  }

  /** Writes, and writes again when no answer came: without looking, and without a key that would make that harmless. */
  writeAgain({ tool, arguments: args }: Write): Promise<WriteOutcome> {
    const { idempotency_key: _unused, ...rest } = args;
    return this.insist(tool, rest);
  }

  async #ask(tool: string, args: Readonly<Record<string, Json>>): Promise<Answer> {
    try {
      const { text, isError, error } = await this.#tools.call({ name: tool, arguments: args });
      if (isError) return { kind: error === 'failed' ? 'no-answer' : 'error' };
      return { kind: 'value', value: JSON.parse(text) as unknown };
    } catch (error) {
      // An answer that is no JSON tells as little as none.
      if (error instanceof ToolTransportError || error instanceof SyntaxError) return { kind: 'no-answer' };
      throw error;
    }
  }
}
