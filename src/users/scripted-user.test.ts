import { describe, expect, it } from 'vitest';
import { sceneOf } from './conformance-scene.ts';
import { scriptedUser } from './scripted-user.ts';
import { converse } from './testing/converse.ts';

describe('scriptedUser', () => {
  it('says its lines in order and leaves without a word after the last answer', async () => {
    const moves = await converse(scriptedUser(), sceneOf({ kind: 'scripted', lines: ['one', 'two'] }), () => 'ok');
    expect(moves.map(({ text, leaves }) => [text, leaves])).toEqual([
      ['one', null],
      ['two', null],
      [null, 'script-ended'],
    ]);
  });

  it('refuses a user without lines', () => {
    const scenario = sceneOf({ agenda: [{ id: 'a', say: 'Help.', doneWhen: ['done'] }] });
    expect(() => scriptedUser().open(scenario, 1)).toThrow(expect.objectContaining({ code: 'USERS_WRONG_KIND' }));
  });
});
