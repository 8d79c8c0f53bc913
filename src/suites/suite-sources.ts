import { type Json, type Place, SeatrialError } from '#base';
import type { Persona, SuiteDocument } from '#schema';
import { nearestWord } from './nearest-word.ts';
import type { SuiteFolder } from './suite-folder.ts';
import { SuiteMistakes } from './suite-mistakes.ts';
import { yamlDocument } from './yaml-document.ts';

/** What scenarios refer to by name or path: personas, policies and fault plans of the suite. Each file is read once. */
export class SuiteSources {
  readonly #folder: SuiteFolder;
  readonly #personas: ReadonlyMap<string, Persona>;
  readonly #plans: ReadonlyMap<string, Json>;
  readonly #texts = new Map<string, Promise<string>>();

  constructor(header: SuiteDocument, folder: SuiteFolder) {
    this.#folder = folder;
    this.#personas = new Map(header.personas.map((persona) => [persona.name, persona]));
    this.#plans = new Map(Object.entries(header.faults));
  }

  /** A persona of the suite's own in full; the name of any other as it is. */
  persona(persona: string | Persona): string | Persona {
    return typeof persona === 'string' ? (this.#personas.get(persona) ?? persona) : persona;
  }

  /**
   * Instructions as text: what follows `file:` is read from the suite's folder, anything else is the text itself.
   *
   * @throws SUITES_OUTSIDE_FOLDER, SUITES_FILE_UNREADABLE, SUITES_FILE_TOO_LARGE, SUITES_POLICY_TOO_LONG
   */
  async policy(policy: string, at: Place): Promise<string> {
    if (!policy.startsWith('file:')) return policy;
    const text = await this.#text(policy.slice('file:'.length).trim(), at);
    if (text.length <= mostPolicyChars) return text;
    throw new SeatrialError('SUITES_POLICY_TOO_LONG', {
      message: `expected a policy of at most ${mostPolicyChars} characters, got ${text.length}`,
      hint: 'an agent reads all of it in every trial; cut it to what it must know',
      where: at,
    });
  }

  /**
   * A fault plan by its name in the suite or by its path; null for none.
   *
   * @throws SUITES_UNKNOWN_FAULT_PLAN, SUITES_BAD_YAML and those of {@link policy}
   */
  async faultPlan(name: string | null, at: Place): Promise<Json | null> {
    if (name === null) return null;
    const plan = this.#plans.get(name) ?? name;
    if (typeof plan !== 'string') return plan;
    if (!/\.(ya?ml|json)$/i.test(plan)) throw unknownPlan(plan, [...this.#plans.keys()], at);
    const document = yamlDocument(await this.#text(plan, at), this.#folder.nameOf(plan));
    if (document.value === undefined || document.problems.length > 0) throw new SuiteMistakes(document.problems);
    return document.value;
  }

  async #text(path: string, at: Place): Promise<string> {
    const known = this.#texts.get(path);
    if (known !== undefined) return await known;
    const reading = this.#folder.read(path, at);
    this.#texts.set(path, reading);
    return await reading;
  }
}

/** The same bound as a policy that is written into the suite. */
const mostPolicyChars = 200_000;

function unknownPlan(name: string, known: readonly string[], where: Place): SeatrialError {
  const meant = nearestWord(name, known);
  return new SeatrialError('SUITES_UNKNOWN_FAULT_PLAN', {
    message: `expected the name of a fault plan of the suite or a path that ends in .yaml, got ${name}`,
    hint:
      meant !== null
        ? `did you mean ${meant}?`
        : `the suite's faults: ${known.length === 0 ? 'none; add one under faults' : known.slice(0, 20).join(', ')}`,
    where,
  });
}
