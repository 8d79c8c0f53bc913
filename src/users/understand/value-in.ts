/**
 * Whether a text mentions a value: case, spaces, currency signs and digit grouping do not count, and a value that is part of a longer word or
 * number is not mentioned.
 *
 * @example valueIn('a refund of $1,250.00', 1250) // true
 * @example valueIn('order W10011', 'W1001') // false
 */
export function valueIn(text: string, value: string | number): boolean {
  const searched = comparable(text);
  return spellings(value).some((spelling) => occurs(searched, spelling));
}

function occurs(text: string, spelling: string): boolean {
  if (spelling === '') return false;
  for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1)) {
    const after = text.slice(at + spelling.length, at + spelling.length + 2);
    if (!/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)) && !/^(?:[\p{L}\p{N}]|[.@]\p{N})/u.test(after))
      return true;
  }
  return false;
}

function comparable(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/[*`$€£#]|__/g, '')
    .replace(/[\s,]+/g, ' ')
    .trim();
}

function spellings(value: string | number): string[] {
  const plain = comparable(String(value));
  const amount = /^\d+(?:\.\d{1,2})?$/.test(plain) ? Number(plain).toFixed(2) : null;
  return [plain, ...(amount === null ? [] : [amount]), ...dates(plain)];
}

const months = 'january february march april may june july august september october november december'.split(' ');

/** An ISO date as people and agents write it. */
function dates(value: string): string[] {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  const month = months[Number(parts?.[2]) - 1];
  if (parts === null || month === undefined) return [];
  const day = String(Number(parts[3]));
  return [month, month.slice(0, 3)].flatMap((name) => [`${name} ${day}`, `${day} ${name}`, `${name} ${day}th`]);
}
