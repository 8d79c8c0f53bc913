import type { Json } from '#base';

/** How to reach a model that speaks the OpenAI responses API. */
export interface OpenAiResponsesConfig {
  /** Such as `https://api.openai.com/v1`; `/responses` is added unless it is there. */
  readonly baseUrl: string;
  readonly model: string;
  /** Sent with every request, such as `authorization`. Values are secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the request by the API's own names, such as `reasoning`. */
  readonly settings?: { readonly [key: string]: Json };
  /** The most decisions in one turn of the user; 100 when left out. */
  readonly maxRounds?: number;
}
