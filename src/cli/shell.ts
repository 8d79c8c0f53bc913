import type { ExitCode } from '#schema';

/** What a terminal can show. */
export interface Screen {
  /** Columns to write in. */
  readonly width: number;
  readonly colour: boolean;
}

/** All of the outside world that a command may touch. Only `main.ts` makes one from the process. */
export interface Shell {
  /** The current folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly screen: Screen;
  /** The clock. */
  now(): Date;
  /** Results, on standard output. Resolves once the text is handed over. */
  print(text: string): Promise<void>;
  /** Errors and remarks, on standard error. */
  note(text: string): void;
  /** Asks a question on the terminal and gives the line that is typed; left out where nobody is there to answer. */
  readonly ask?: (question: string) => Promise<string>;
  /** The terminal behind standard error, where progress is drawn; null when it is none. */
  readonly terminal: Screen | null;
  /** Lines on standard error that the next ones overwrite; empty takes them away. Drawn on a terminal only. */
  progress(text: string): void;
  /** Opened by Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** Opened by the second Ctrl-C, where the command had asked for {@link takeTime}. */
  readonly cancelled: AbortSignal;
  /** For a command that finishes what is under way after Ctrl-C, however long it takes: only a second one ends it. */
  takeTime(): void;
}

/** A command: does its work, prints once, returns the exit code. */
export type Command<Options> = (options: Options, shell: Shell) => Promise<ExitCode>;
