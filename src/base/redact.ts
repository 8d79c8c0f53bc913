import type { Json } from './canonical-json.ts';
import { replaceSecrets } from './replace-secrets.ts';

/** A value without its secrets. */
export interface Redacted<Value extends Json = Json> {
  readonly value: Value;
  /** How many secrets were taken out. */
  readonly redactions: number;
}

/** Names of members whose text is a secret whatever it looks like. Compared in lower case without `-` and `_`. */
const secretMembers: ReadonlySet<string> = new Set([
  'apikey',
  'xapikey',
  'apisecret',
  'apitoken',
  'authorization',
  'proxyauthorization',
  'authtoken',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'bearertoken',
  'sessiontoken',
  'securitytoken',
  'password',
  'passwd',
  'passphrase',
  'clientsecret',
  'secretkey',
  'secretaccesskey',
  'awssecretaccesskey',
  'awsaccesskeyid',
  'privatekey',
  'cookie',
  'setcookie',
]);

const marker = /^\[redacted:[a-z-]{1,40}\]$/;
/** A member of serialised JSON that is named like a secret; only such text is worth parsing. */
const nestedSecret =
  /"[a-z_-]{0,24}(?:api[_-]?key|authorization|token|password|passwd|passphrase|secret|private[_-]?key|cookie)[a-z_-]{0,24}"/i;
const deepestNesting = 4;

/**
 * Takes secrets out of a value: keys of known vendors, bearer tokens, JSON web tokens, private key blocks, credentials in addresses,
 * and the text of members named like a secret (`*.api_key`, `authorization`, `password`).
 *
 * Walks the structure and never edits serialised text: a string that is itself JSON is parsed, redacted inside and written again,
 * and stays byte for byte what it was when it holds no secret. Member names are kept. Each secret becomes `[redacted:KIND]`,
 * so redacting twice changes nothing. A value without secrets comes back as the same reference.
 * Time is linear in the size of the value. Personal data and ids (orders, payment methods, calls) are left alone: tests rely on them.
 *
 * @example redact({ llm_args: { api_key: 'abc' } }) // { value: { llm_args: { api_key: '[redacted:api-key]' } }, redactions: 1 }
 */
export function redact<Value extends Json>(value: Value): Redacted<Value> {
  const walk = new Walk();
  return { value: walk.value(value, 0) as Value, redactions: walk.redactions };
}

class Walk {
  redactions = 0;

  value(value: Json, nesting: number): Json {
    if (typeof value === 'string') return this.#text(value, nesting);
    if (value === null || typeof value !== 'object') return value;
    return Array.isArray(value)
      ? this.#list(value, nesting)
      : this.#members(value as { readonly [key: string]: Json | undefined }, nesting);
  }

  #list(list: readonly Json[], nesting: number): readonly Json[] {
    const before = this.redactions;
    const items = list.map((item) => this.value(item, nesting));
    return this.redactions === before ? list : items;
  }

  #members(members: { readonly [key: string]: Json | undefined }, nesting: number): Json {
    let changed: Map<string, Json> | null = null;
    for (const name of Object.keys(members)) {
      const member = members[name];
      if (member === undefined) continue;
      const kind = secretKindOf(name);
      const clean = kind === null ? this.value(member, nesting) : this.#hide(member, kind);
      if (clean === member) continue;
      changed ??= new Map();
      changed.set(name, clean);
    }
    if (changed === null) return members;
    // `fromEntries` defines own members, so a member called `__proto__` stays one.
    return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, changed.get(name) ?? member]));
  }

  /** Hides every text below a member that is named like a secret. */
  #hide(value: Json, kind: string): Json {
    if (typeof value === 'string') {
      if (value === '' || marker.test(value)) return value;
      this.redactions++;
      return `[redacted:${kind}]`;
    }
    if (value === null || typeof value !== 'object') return value;
    const before = this.redactions;
    if (Array.isArray(value)) {
      const items = value.map((item: Json) => this.#hide(item, kind));
      return this.redactions === before ? value : items;
    }
    const hidden = Object.entries(value).map(([name, member]): [string, Json | undefined] => [
      name,
      member === undefined ? member : this.#hide(member, kind),
    ]);
    return this.redactions === before ? value : Object.fromEntries(hidden);
  }

  #text(text: string, nesting: number): string {
    const inside = nesting < deepestNesting && nestedSecret.test(text) ? this.#insideJson(text, nesting) : null;
    if (inside !== null) return inside;
    return replaceSecrets(text, (kind) => {
      this.redactions++;
      return `[redacted:${kind}]`;
    });
  }

  /** The text with its secrets redacted inside, or null when it is no JSON or nothing was found inside. */
  #insideJson(text: string, nesting: number): string | null {
    const first = text.trimStart().charAt(0);
    if (first !== '{' && first !== '[') return null;
    const before = this.redactions;
    const parsed = parseOrNull(text);
    const inside = parsed === null ? null : this.value(parsed, nesting + 1);
    return this.redactions === before ? null : JSON.stringify(inside);
  }
}

function parseOrNull(text: string): Json | null {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

const secretWord = /key|auth|token|pass|secret|cookie/i;

function secretKindOf(member: string): string | null {
  if (member.length > 40 || !secretWord.test(member)) return null;
  if (!secretMembers.has(member.toLowerCase().replaceAll(/[-_]/g, ''))) return null;
  const kind = member.toLowerCase().replaceAll('_', '-');
  return kind === 'apikey' ? 'api-key' : kind;
}
