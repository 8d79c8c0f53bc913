/**
 * The words of a text as a reader compares them: lower case, plain quotes, no punctuation at their ends, plural `s` dropped, and the usual
 * names of one thing made one (`id`, `no.`, `#` and `code` after a noun are `number`; `zip` is `postcode`; `e-mail address` is `email`).
 *
 * @example wordsOf('Your order IDs, please!') // ['your', 'order', 'number', 'please']
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/\be-mails?\b/g, 'email')
    .replace(/\bemail address\b/g, 'email')
    .replace(/\b(?:zip|postal|post)[ -]?codes?\b/g, 'postcode');
  const words: string[] = [];
  for (const raw of plain.split(/[\s/,;:()[\]{}|"“”?!<>=…–—]+/)) {
    const word = stem(trimmed(raw.slice(0, longestWord)));
    if (word !== '') words.push(word);
  }
  return words;
}

/** What is longer is noise, and would only cost time. */
const longestWord = 200;
const atBegin = /[\p{L}\p{N}#]/u;
const atEnd = /[\p{L}\p{N}#%]/u;

/** Without punctuation at its ends. Loops, because an expression that ends in `+$` takes quadratic time. */
function trimmed(raw: string): string {
  const characters = [...raw];
  const from = characters.findIndex((one) => atBegin.test(one));
  if (from < 0) return '';
  const to = characters.findLastIndex((one) => atEnd.test(one));
  return characters.slice(from, to + 1).join('');
}

const sameThing = new Map([
  ['id', 'number'],
  ['#', 'number'],
  ['no', 'no'],
  ['zip', 'postcode'],
  ['canceled', 'cancelled'],
  ['canceling', 'cancelling'],
  ['telephone', 'phone'],
  ['cellphone', 'phone'],
]);

function stem(word: string): string {
  if (word === '#') return 'number';
  const bare = word.startsWith('#') ? word.slice(1) : word;
  const singular = bare.length > 3 && /[^s'ui]s$/.test(bare) ? bare.slice(0, -1) : bare === 'ids' ? 'id' : bare;
  return sameThing.get(singular) ?? singular;
}
