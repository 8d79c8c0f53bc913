import type { Json } from '#base';

/** The query of a path as members: text, or a list of texts where a name occurs more than once. */
export function queryArguments(path: string): Json {
  const at = path.indexOf('?');
  if (at < 0) return {};
  const query = new URLSearchParams(path.slice(at + 1));
  return Object.fromEntries(
    [...new Set(query.keys())].map((name): [string, Json] => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** A request's body as an argument: JSON parsed, other text as it is, bytes that are no text by their number; null where there is none. */
export function bodyArguments(body: Buffer): Json {
  if (body.length === 0) return null;
  const text = body.toString('utf8');
  if (text.includes('\u{fffd}')) return { bytes: body.length, base64: body.toString('base64') };
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
