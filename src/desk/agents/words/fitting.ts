/** Words that say nothing about which thing is meant. */
const fillWords = new Set(
  'the a an and or of for in on with my your one ones it them this that these those is are was were to from i me we what which how much many does do did cost costs price stock have you also sell there at moment today now then want need like order item as well large size set new old'.split(
    ' ',
  ),
);

/** The words of a text by which a thing may be told: lower case, plural `s` off, common words out. */
export function tellingWords(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !fillWords.has(word))
    .map((word) => (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word))
    .filter((word) => word.length > 1 && !fillWords.has(word));
}

/** How many telling words of a name a text holds; parts of compound words count as well, such as `lamp` in `headlamp`. */
function fitness(name: string, text: string): number {
  const said = tellingWords(text);
  return tellingWords(name).filter((word) => said.some((one) => one === word || (one.length > 3 && word.endsWith(one))))
    .length;
}

/** Those of some things whose name fits a text best; none where nothing fits. */
export function bestFitting<Thing extends { readonly name: string }>(things: readonly Thing[], text: string): Thing[] {
  const best = Math.max(0, ...things.map(({ name }) => fitness(name, text)));
  return best === 0 ? [] : things.filter(({ name }) => fitness(name, text) === best);
}

/** Those of some things that a text names at all: for a customer who means several. */
export function allFitting<Thing extends { readonly name: string }>(things: readonly Thing[], text: string): Thing[] {
  return things.filter(({ name }) => fitness(name, text) > 0);
}
