import { redact } from '#schema';

/**
 * A text without the values of these headers, however a server echoes them, and without what looks like a secret; at most 300 characters.
 *
 * @param headers what was sent; every value of 6 or more characters counts as secret
 */
export function excerptWithoutSecrets(text: string, headers: Readonly<Record<string, string>>): string {
  // Far more than what is kept, so that no secret is cut in two within the excerpt.
  let clean = text.slice(0, 4000);
  for (const value of Object.values(headers))
    for (const part of [value, ...value.split(' ')]) if (part.length >= 6) clean = clean.replaceAll(part, '[redacted]');
  return redact(clean).value.slice(0, 300);
}

/** An address for people: without credentials, query and fragment, which may hold secrets. */
export function plainAddress(url: URL): string {
  return `${url.origin}${url.pathname}`;
}
