/**
 * A name, postcode, e-mail or phone number as it is compared: lower case, without white space.
 *
 * @example comparable(' 40 812') === comparable('40812') // true
 */
export function comparable(text: string): string {
  return text.replaceAll(/\s/g, '').toLowerCase();
}
