const amount = /^([^\d-]{0,8})(-?\d{1,15})(\.\d{1,8})?([^\d]{0,12})$/;

/**
 * A text around one number, such as `EUR 19.99` or `250 g`, with another number in it and as many decimals as before. Null for a text that is not
 * of this form, that starts with a zero as codes do, or that would not change.
 */
export function mapNumberText(text: string, change: (value: number) => number): string | null {
  const found = amount.exec(text);
  if (found === null) return null;
  const [, before = '', whole = '', fraction = '', after = ''] = found;
  if (/^-?0\d/.test(whole)) return null;
  const value = change(Number(`${whole}${fraction}`));
  if (!Number.isFinite(value)) return null;
  const changed = `${before}${value.toFixed(Math.max(0, fraction.length - 1))}${after}`;
  return changed === text ? null : changed;
}
