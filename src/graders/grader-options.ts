import type { ChatModel } from '#llm';

/** Who judges what code cannot. */
export interface GraderOptions {
  /** One judge, or a panel: each is asked, each grade is kept, and the majority decides. */
  readonly judge?: ChatModel | readonly ChatModel[];
  /** Most UTF-16 code units of transcript that a judge is shown. Default 120,000. */
  readonly maxTranscriptChars?: number;
}
