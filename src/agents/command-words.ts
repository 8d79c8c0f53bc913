import { SeatrialError } from '#base';

/**
 * A command line as words: separated by spaces, kept together by single or double quotes; a backslash keeps the next character outside single
 * quotes. No shell sees it: variables, globs and pipes are plain characters.
 *
 * @throws AGENTS_BAD_COMMAND when it is empty or a quote is not closed
 * @example commandWords('node "my agent.js" --fast') // ['node', 'my agent.js', '--fast']
 */
export function commandWords(command: string): readonly [string, ...string[]] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let at = 0; at < command.length; at++) {
    const character = command[at]!;
    if (quote !== null && character === quote) quote = null;
    else if (quote !== "'" && character === '\\' && at + 1 < command.length) word = (word ?? '') + command[++at];
    else if (quote === null && (character === '"' || character === "'")) [quote, word] = [character, word ?? ''];
    else if (quote === null && /\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + character;
  }
  if (quote !== null) throw badCommand(`a closing ${quote}`, command);
  if (word !== null) words.push(word);
  const [program, ...rest] = words;
  if (program === undefined || program === '') throw badCommand('a program to start', command);
  return [program, ...rest];
}

function badCommand(expected: string, command: string): SeatrialError {
  return new SeatrialError('AGENTS_BAD_COMMAND', {
    message: `expected ${expected} in the agent's command, got ${JSON.stringify(command)}`,
    hint: 'write it as exec:node agent.js --flag, words with spaces in quotes',
  });
}
