import { describe, expect, it } from 'vitest';
import { ModelFailure } from './chat-model.ts';
import { scriptedModel } from './scripted-model.ts';

const request = { system: '', messages: [] };
const { signal } = new AbortController();

describe('scriptedModel', () => {
  it('gives its answers in order, then fails', async () => {
    const model = scriptedModel(['one', ({ system }) => `two ${system}`]);
    expect((await model.complete(request, signal)).text).toBe('one');
    expect((await model.complete({ ...request, system: 'x' }, signal)).text).toBe('two x');
    await expect(model.complete(request, signal)).rejects.toMatchObject({ code: 'bad-answer' });
  });

  it('fails where the script says so', async () => {
    const model = scriptedModel([new ModelFailure('unreachable', 'gone')]);
    await expect(model.complete(request, signal)).rejects.toThrow('gone');
  });

  it('repeats its last answer when asked to', async () => {
    const model = scriptedModel(['same'], { repeatLast: true, costUsd: 0.5 });
    for (let call = 0; call < 3; call++)
      expect(await model.complete(request, signal)).toMatchObject({ text: 'same', costUsd: 0.5 });
  });
});
