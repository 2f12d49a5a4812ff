interface WordCount {
  open: number;
  today: number;
  /** Of the open: past their target. */
  late: number;
}

/** The words of one region with their open, today's and late tickets. */
export type WordsOf = readonly [region: number, counts: readonly (readonly [string, number, number, number])[]];

/** Open and today's tickets per region and word (category group, disposition). Words are few; regions are many. */
export class WordCounts {
  readonly #byRegion: Map<string, WordCount>[];

  constructor(regionCount: number) {
    this.#byRegion = Array.from({ length: regionCount }, () => new Map<string, WordCount>());
  }

  addOpen(region: number, word: string, by: number): void {
    this.#entry(region, word).open += by;
  }

  addToday(region: number, word: string, by: number): void {
    this.#entry(region, word).today += by;
  }

  addLate(region: number, word: string, by: number): void {
    this.#entry(region, word).late += by;
  }

  forgetToday(): void {
    for (const words of this.#byRegion) {
      for (const [word, entry] of words) {
        entry.today = 0;
        if (entry.open === 0) words.delete(word);
      }
    }
  }

  /** All that is counted now. */
  capture(): WordsOf[] {
    return this.#byRegion.map((words, region) => {
      const counts = Array.from(words, ([word, { open, today, late }]) => [word, open, today, late] as const);
      return [region, counts.filter(([, open, today]) => open !== 0 || today !== 0)];
    });
  }

  /** Takes up what was captured on the same day. */
  restore([region, counts]: WordsOf): void {
    for (const [word, open, today, late] of counts) this.#byRegion[region]?.set(word, { open, today, late });
  }

  /** Most open first, then most today, then by word; words with nothing are left out. */
  of(region: number): ({ readonly word: string } & Readonly<WordCount>)[] {
    return [...(this.#byRegion[region] ?? [])]
      .filter(([, entry]) => entry.open > 0 || entry.today > 0)
      .map(([word, entry]) => ({ word, ...entry }))
      .sort((a, b) => b.open - a.open || b.today - a.today || (a.word < b.word ? -1 : 1));
  }

  #entry(region: number, word: string): WordCount {
    const words = this.#byRegion[region];
    if (!words) throw new RangeError(`no region at index ${region}`);
    let entry = words.get(word);
    if (!entry) words.set(word, (entry = { open: 0, today: 0, late: 0 }));
    return entry;
  }
}
