import { createInterface } from 'node:readline/promises';

/** The terminal a question is asked on. */
export interface QuestionTerminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Called for Ctrl-C and Ctrl-D, which a terminal in raw mode does not turn into a signal. */
  readonly interrupt: () => void;
  /** Opened once the program is interrupted. */
  readonly interrupted: AbortSignal;
}

/**
 * Asks one question and gives the line that is typed, without spaces around it. Rejects when the program is interrupted.
 *
 * @param question shown as it is, before the cursor
 */
export async function askOnTerminal(question: string, terminal: QuestionTerminal): Promise<string> {
  const { input, output, interrupt, interrupted } = terminal;
  const lines = createInterface({ input, output });
  lines.once('SIGINT', interrupt).once('close', interrupt);
  try {
    return (await lines.question(question, { signal: interrupted })).trim();
  } finally {
    lines.off('close', interrupt).close();
  }
}
