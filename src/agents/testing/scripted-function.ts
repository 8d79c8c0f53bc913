import { AgentFailure } from '../agent.ts';
import { floodChars, scriptedAction, scriptedRetryAfterMs } from '../conformance-script.ts';
import type { AgentFunction } from '../function/config.ts';

/** The scripted agent as a function. */
export const scriptedFunction: AgentFunction = async ({ text, history }, { tools }) => {
  const said = history.filter(({ role }) => role === 'user').map((turn) => turn.text);
  const action = scriptedAction([...said, text]);
  switch (action.kind) {
    case 'say':
      return action.text;
    case 'call':
      return (await Promise.all(action.calls.map((call) => tools.call(call)))).map((result) => result.text).join('\n');
    case 'hang':
      return new Promise<string>(() => undefined);
    case 'garbage':
      return 42 as unknown as string;
    case 'flood':
      return 'x'.repeat(floodChars);
    case 'rate-limit':
      throw new AgentFailure('infrastructure', 'provider-rate-limited', 'the provider asks to wait', {
        retryAfterMs: scriptedRetryAfterMs,
      });
    default:
      throw new TypeError('the scripted agent crashed');
  }
};
