import { describe, expect, it } from 'vitest';
import { AgentFailure } from './agent.ts';
import { TurnScope } from './turn-scope.ts';

const never = new AbortController().signal;
const forever = () => new Promise<string>(() => undefined);

describe('the scope of a turn', () => {
  it('gives what the work gives', async () => {
    expect(await new TurnScope().run(never, async () => 'done')).toBe('done');
    await expect(new TurnScope().run(never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it("ends with the signal's reason, whatever the work says then", async () => {
    const stop = new AbortController();
    const reason = new Error('over');
    const turn = new TurnScope().run(
      stop.signal,
      (signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('own words')))),
    );
    stop.abort(reason);
    await expect(turn).rejects.toBe(reason);
  });

  it('does not begin work for a signal that has aborted', async () => {
    let began = false;
    const reason = new Error('before');
    const work = async () => {
      began = true;
    };
    await expect(new TurnScope().run(AbortSignal.abort(reason), work)).rejects.toBe(reason);
    expect(began).toBe(false);
  });

  it('ends every turn when it is closed, and takes no further one', async () => {
    const scope = new TurnScope();
    const turns = [scope.run(never, forever), scope.run(never, forever)];
    scope.close();
    scope.close();
    for (const turn of turns) await expect(turn).rejects.toMatchObject({ code: 'agent-closed' });
    await expect(scope.run(never, forever)).rejects.toBeInstanceOf(AgentFailure);
  });
});
