import { deriveSeed } from '#base';
import type { ConfusionOperator, Fact, Persona } from '#schema';
import type { Phrasing } from './phrase-book.ts';
import { say } from './say.ts';
import { smallTalk } from './small-talk.ts';

/** How one user talks in one conversation: a persona's wordings, chosen by the seed and never the same twice in a row where there is a choice. */
export class Voice {
  readonly #persona: Persona;
  readonly #seed: number;
  readonly #digressions: readonly string[];
  readonly #wordings = new Map<Phrasing, string>();
  #turn = 0;
  #digressed = 0;

  constructor(persona: Persona, seed: number, digressions: readonly string[]) {
    this.#persona = persona;
    this.#seed = seed;
    this.#digressions = digressions;
  }

  /** Begins a turn; what is said in it is drawn for it. */
  begin(turn: number): void {
    this.#turn = turn;
  }

  say(phrasing: Phrasing, slots: Readonly<Record<string, string>> = {}): string {
    const { wording, text } = say(phrasing, {
      persona: this.#persona,
      seed: this.#seed,
      purpose: `${this.#turn}.${slots['label'] ?? ''}`,
      slots,
      last: this.#wordings.get(phrasing),
    });
    this.#wordings.set(phrasing, wording);
    return text;
  }

  /** An act about a fact. */
  about(phrasing: Phrasing, fact: Fact, slots: Readonly<Record<string, string>> = {}): string {
    return this.say(phrasing, { ...slotsOf(fact), ...slots });
  }

  /** A fact told: in the author's words the first time, where there are some. */
  tell(fact: Fact, again: boolean): string {
    return fact.say !== undefined && !again
      ? filled(fact.say, fact.value)
      : this.about(again ? 'fact-again' : 'fact', fact);
  }

  /** A fact told in a confused way. */
  confuse(operator: ConfusionOperator, fact: Fact, wrong: string): readonly string[] {
    if (operator === 'vague-pronoun') return [this.about('vague-pronoun', fact)];
    if (operator === 'correction')
      return [
        fact.say === undefined
          ? this.about('correction', fact, { wrong })
          : filled(fact.say, `${wrong}, no wait, ${fact.value}`),
      ];
    const words = (value: string): string =>
      fact.say === undefined ? this.about('fact', fact, { value }) : filled(fact.say, value);
    return operator === 'late-correction' ? [words(wrong)] : [words(wrong), words(String(fact.value))];
  }

  /** The next digression as a part of a sentence: the scenario's, then small talk. */
  digression(): string {
    const at = this.#digressed++;
    const own = this.#digressions[at];
    if (own !== undefined) return aside(own.replace(/,? by the way(?=[.?!]?$)/i, ''));
    return aside(smallTalk[(deriveSeed(this.#seed, 'small-talk') + at) % smallTalk.length] ?? '');
  }
}

/** A sentence as it continues another: small initial unless it is a name, a value or `I`, and a full stop at its end. */
export function aside(text: string): string {
  const small = /^[A-Z][a-z]/.test(text) && !/^I\b/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
  return /[.?!]$/.test(small) ? small : `${small}.`;
}

function filled(say: string, value: string | number): string {
  return say.replaceAll('{value}', () => String(value));
}

function slotsOf({ label, value }: Fact): { label: string; Label: string; value: string } {
  return { label, Label: label.charAt(0).toUpperCase() + label.slice(1), value: String(value) };
}
