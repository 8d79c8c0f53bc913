import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandWords } from './command-words.ts';

describe('the words of a command', () => {
  // POSIX shell quoting (XCU 2.2), as far as it goes without a shell: `printf '<%s>' ARGS` gives the same words.
  it.each([
    ['node agent.js', ['node', 'agent.js']],
    ['  node\t agent.js  ', ['node', 'agent.js']],
    [`node "my agent.js" --name='a b'`, ['node', 'my agent.js', '--name=a b']],
    [`say "" ''`, ['say', '', '']],
    ['say a\\ b "c\\"d" \'e\\f\'', ['say', 'a b', 'c"d', 'e\\f']],
    ['echo $HOME *.ts | cat', ['echo', '$HOME', '*.ts', '|', 'cat']],
  ])('%s', (command, words) => {
    expect(commandWords(command)).toEqual(words);
  });

  it('are the words themselves when each is quoted', () => {
    const word = fc.string().filter((text) => !text.includes("'"));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        expect(commandWords(['program', ...words.map((text) => `'${text}'`)].join(' '))).toEqual(['program', ...words]);
      }),
    );
  });

  it.each(['', '   ', 'node "agent.js', "node 'x", '""'])('are refused when they are %o', (command) => {
    expect(() => commandWords(command)).toThrow(expect.objectContaining({ code: 'AGENTS_BAD_COMMAND' }));
  });
});
