/** One form of secret: how it looks, and for forms that words can take too, a second look. */
interface SecretForm {
  readonly kind: string;
  /** Global; every repetition is bounded, or starts at a literal that cannot occur inside it, so that time stays linear. */
  readonly pattern: RegExp;
  /** Whether a match is a secret after all. */
  readonly accept?: (match: string) => boolean;
  /** What of the match stays, in front of and behind the marker. */
  readonly keep?: (match: string) => readonly [before: string, after: string];
}

const mixed = (text: string): boolean => /\d/.test(text) && /[A-Za-z]/.test(text);
const word = '(?<![A-Za-z0-9_-])';

/**
 * Forms of secrets, by their vendors' published prefixes. Hyphenated words can look like `sk-…`, so those must hold a digit too.
 */
const forms: readonly SecretForm[] = [
  { kind: 'api-key', pattern: new RegExp(`${word}(?:sk|pk|rk)-[A-Za-z0-9_-]{20,400}`, 'g'), accept: mixed },
  { kind: 'api-key', pattern: new RegExp(`${word}(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{16,200}`, 'g') },
  { kind: 'api-key', pattern: new RegExp(`${word}(?:gsk_|xai-|pplx-|r8_|hf_)[A-Za-z0-9]{24,200}`, 'g') },
  { kind: 'api-key', pattern: new RegExp(`${word}AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])`, 'g') },
  { kind: 'api-key', pattern: new RegExp(`${word}(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])`, 'g') },
  { kind: 'api-key', pattern: new RegExp(`${word}SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,128}`, 'g') },
  {
    kind: 'access-token',
    pattern: new RegExp(
      `${word}(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}|glpat-[A-Za-z0-9_-]{20,64}|npm_[A-Za-z0-9]{36}|xox[abprs]-[A-Za-z0-9-]{10,255}|ya29\\.[A-Za-z0-9_-]{20,512}|dapi[a-f0-9]{32})`,
      'g',
    ),
  },
  {
    kind: 'jwt',
    pattern: new RegExp(`${word}eyJ[A-Za-z0-9_-]{8,8192}\\.eyJ[A-Za-z0-9_-]{8,8192}\\.[A-Za-z0-9_-]{0,2048}`, 'g'),
  },
  {
    kind: 'bearer',
    pattern: /(?<![A-Za-z])bearer {1,4}[A-Za-z0-9._~+/=-]{16,4096}/gi,
    accept: (match) => /\d/.test(match),
    keep: (match) => [match.slice(0, 7), ''],
  },
  {
    kind: 'authorization',
    pattern: /(?<![A-Za-z])authorization: {0,4}(?:basic|token) {1,4}[^\s"',]{8,4096}/gi,
    keep: (match) => [match.slice(0, match.lastIndexOf(' ') + 1), ''],
  },
  {
    kind: 'url-credentials',
    pattern: /:\/\/[^\s/:@"'<>]{1,128}:[^\s/@"'<>]{1,256}@/g,
    keep: () => ['://', '@'],
  },
  {
    kind: 'url-parameter',
    pattern: /[?&](?:api[_-]?key|access[_-]?token|auth[_-]?token|client[_-]?secret)=[^\s&"'<>]{8,4096}/gi,
    accept: (match) => !match.endsWith('[redacted:url-parameter]'),
    keep: (match) => [match.slice(0, match.indexOf('=') + 1), ''],
  },
  {
    kind: 'environment-variable',
    pattern:
      /(?<![A-Z0-9_])[A-Z0-9_]{0,40}(?:API_KEY|SECRET_KEY|ACCESS_KEY|SECRET|PASSWORD|TOKEN)=["']?[^\s"'[]{8,4096}/g,
    keep: (match) => [/^[A-Z0-9_]*=["']?/.exec(match)?.[0] ?? '', ''],
  },
];

/** Cheap first look: a text without any of these holds no secret of a known form. */
const anchors =
  /[sprg]k[-_]|xai-|pplx-|r8_|hf_|AIza|AKIA|ASIA|SG\.|gh[pousr]_|github_pat|glpat-|npm_|xox|ya29|dapi|eyJ|bearer|authorization|:\/\/|[?&](?:api|access|auth|client)|(?:KEY|SECRET|PASSWORD|TOKEN)=|PRIVATE KEY/i;

/** A text with each secret of a known form replaced by what `replace` gives for its kind. */
export function replaceSecrets(text: string, replace: (kind: string) => string): string {
  if (!anchors.test(text)) return text;
  let clean = withoutKeyBlocks(text, replace);
  for (const form of forms)
    clean = clean.replace(form.pattern, (match: string) => {
      if (form.accept?.(match) === false) return match;
      const [before, after] = form.keep?.(match) ?? ['', ''];
      // Another form has been here already.
      return match.slice(before.length).startsWith('[redacted:') ? match : `${before}${replace(form.kind)}${after}`;
    });
  return clean;
}

const keyHeader = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const keyFooter = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** Private key blocks go whole; one whose end is missing goes to the end of the text. */
function withoutKeyBlocks(text: string, replace: (kind: string) => string): string {
  if (!text.includes('-----BEGIN')) return text;
  let clean = '';
  let from = 0;
  for (;;) {
    keyHeader.lastIndex = from;
    const header = keyHeader.exec(text);
    if (header === null) return clean + text.slice(from);
    clean += text.slice(from, header.index) + replace('private-key');
    keyFooter.lastIndex = header.index;
    const footer = keyFooter.exec(text);
    if (footer === null) return clean;
    from = footer.index + footer[0].length;
  }
}
