import type { Json } from '#base';

/** How to reach a model that speaks the OpenAI chat completions API. */
export interface OpenAiChatConfig {
  /** Such as `https://api.openai.com/v1`; `/chat/completions` is added unless it is there. */
  readonly baseUrl: string;
  readonly model: string;
  /** Sent with every request, such as `authorization`. Values are secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the request by the API's own names, such as `temperature` or `reasoning_effort`. */
  readonly settings?: { readonly [key: string]: Json };
  /** The most decisions in one turn of the user; 100 when left out. */
  readonly maxRounds?: number;
}
