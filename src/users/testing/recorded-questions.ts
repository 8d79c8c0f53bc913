import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const root = new URL('../../../../shared/data/tau/', import.meta.url);

/** Whether the shared recorded runs lie beside the checkout. */
export const recordedRunsPresent: boolean = existsSync(root);

interface Message {
  readonly role: string;
  readonly content?: string | null;
  readonly tool_calls?: readonly unknown[] | null;
}
interface Recorded {
  readonly traj?: readonly Message[];
  readonly messages?: readonly Message[];
  readonly simulations?: readonly Recorded[];
}

/** What recorded agents wrote to their users. */
export function* recordedAgentTurns(): Generator<string> {
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/^tau[12]\/.*\.json\.gz$/.test(path)) continue;
    const document = JSON.parse(gunzipSync(readFileSync(new URL(path, root))).toString()) as Recorded | Recorded[];
    for (const record of Array.isArray(document) ? document : (document.simulations ?? [document]))
      for (const { role, content, tool_calls } of record.traj ?? record.messages ?? [])
        if (role === 'assistant' && content && !tool_calls?.length) yield content;
  }
}

/** Every piece of a turn that holds a question mark, cut by line and by end of sentence: a cut of its own, so that ours does not choose. */
export function questionsIn(turn: string): string[] {
  return turn
    .split('\n')
    .flatMap((line) => line.split(/(?<=[.?!])\s+/))
    .filter((piece) => piece.includes('?'))
    .map((piece) => piece.trim());
}
