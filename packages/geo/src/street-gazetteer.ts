import type { Region, RegionId, RegionTree } from '@citybrain/domain';

export interface AddressMatch {
  readonly regionId: RegionId;
  /** The words of the address that decided. */
  readonly matched: string;
  /** `likely`: the words are also the name of a road, a quarter or a whole district. */
  readonly confidence: 'certain' | 'likely';
}

interface Phrase {
  readonly words: string;
  readonly confidence: AddressMatch['confidence'];
  /** What must not follow, for then the words mean something else. */
  readonly unlessBefore: string | null;
  /** null: several regions have this name, or a place outside of the tree. */
  readonly regionId: RegionId | null;
}

/** Shorter names, such as 四方 or 大港, are too common in other words to count by themselves. */
const SHORTEST_BARE_NAME = 3;
/** Roads and rivers run through many communities: their bare names do not tell which. */
const RUNS_THROUGH_MANY = /[路街河桥]$/;

/**
 * Finds the street or community that a Chinese free-text address names. A street
 * by its full name or a community with 社区 is certain; the bare name of a street
 * (辽宁路) or quarter, or a district, is likely. Names found together must lie on
 * one path of the tree, of which the deepest counts; contradictions give null.
 * Never throws; the time is linear in the length of the address.
 */
export class StreetGazetteer {
  readonly #tree: RegionTree;
  /** By first character, longest first. */
  readonly #phrases = new Map<string, Phrase[]>();

  /** @param outside names of places beyond the tree: an address that names one is not matched by bare names */
  constructor(tree: RegionTree, outside: readonly string[] = []) {
    this.#tree = tree;
    const byWords = new Map<string, Phrase>();
    for (const phrase of [...tree.regions.flatMap(phrasesOf), ...outside.map(outsidePhrase)]) {
      const known = byWords.get(phrase.words);
      byWords.set(phrase.words, known ? preferred(known, phrase) : phrase);
    }
    for (const phrase of [...byWords.values()].sort((a, b) => b.words.length - a.words.length)) {
      const first = phrase.words.charAt(0);
      const sameStart = this.#phrases.get(first);
      if (sameStart) sameStart.push(phrase);
      else this.#phrases.set(first, [phrase]);
    }
  }

  match(address: string): AddressMatch | null {
    const found = this.#findAll(address);
    const certain = found.filter(({ confidence }) => confidence === 'certain');
    return this.#deepestOnOnePath(certain.length > 0 ? certain : found);
  }

  /** Left to right, the longest at each place, without overlap. */
  #findAll(address: string): Phrase[] {
    const found: Phrase[] = [];
    for (let at = 0; at < address.length; at++) {
      const phrase = this.#phrases
        .get(address.charAt(at))
        ?.find(
          ({ words, unlessBefore }) =>
            address.startsWith(words, at) && !(unlessBefore && address.startsWith(unlessBefore, at + words.length)),
        );
      if (!phrase) continue;
      found.push(phrase);
      at += phrase.words.length - 1;
    }
    return found;
  }

  #deepestOnOnePath(found: readonly Phrase[]): AddressMatch | null {
    let deepest: { index: number; phrase: Phrase } | null = null;
    for (const phrase of found) {
      if (phrase.regionId === null) return null;
      const index = this.#tree.indexOf(phrase.regionId);
      if (deepest === null || this.#tree.isWithin(index, deepest.index)) deepest = { index, phrase };
      else if (!this.#tree.isWithin(deepest.index, index)) return null;
    }
    if (!deepest?.phrase.regionId) return null;
    const { regionId, words, confidence } = deepest.phrase;
    return { regionId, matched: words, confidence };
  }
}

function phrasesOf({ id, name, level }: Region): Phrase[] {
  const phrase = (words: string, confidence: Phrase['confidence'], unlessBefore: string | null = null): Phrase => ({
    words,
    confidence,
    unlessBefore,
    regionId: id,
  });
  if (level === 'city' || level === 'district') return [phrase(name, 'likely')];
  if (level === 'grid') return [];
  const suffix = level === 'street' ? '街道' : '社区';
  if (!name.endsWith(suffix)) return [phrase(name, 'certain')];
  const bare = name.slice(0, -suffix.length);
  const countsBare = bare.length >= SHORTEST_BARE_NAME && (level === 'street' || !RUNS_THROUGH_MANY.test(bare));
  const bareNames = countsBare ? [phrase(bare, 'likely')] : [];
  // 四方街道路 is about the roads of a 四方街; 兴隆路社区卫生服务中心 is a clinic that serves a whole street.
  if (level === 'community') return [phrase(name, 'certain', '卫生'), ...bareNames];
  const offices = [`${bare}街道办事处`, `${bare}街道办`, `${bare}办事处`];
  return [...offices.map((words) => phrase(words, 'certain')), phrase(name, 'certain', '路'), ...bareNames];
}

const outsidePhrase = (words: string): Phrase => ({ words, confidence: 'likely', unlessBefore: null, regionId: null });

/** Of two regions with one name the more certain one; neither when both are equally so. */
function preferred(a: Phrase, b: Phrase): Phrase {
  if (a.confidence !== b.confidence) return a.confidence === 'certain' ? a : b;
  return a.regionId === b.regionId ? a : { ...a, regionId: null };
}
