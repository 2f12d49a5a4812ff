import type { IntakeAnswer } from '@citybrain/protocol';
import type { TicketRow } from './ticket-file.ts';

export interface RejectionExample {
  readonly line: number;
  readonly id: string | null;
  readonly message: string;
}

/** What became of the rows; `accepted`, `duplicate` and `rejected` add up to `rows`. */
export interface ImportReport {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** Most first. */
  readonly reasons: readonly {
    readonly code: string;
    readonly count: number;
    readonly examples: readonly RejectionExample[];
  }[];
  /** Accepted rows by what is odd about them; one may have several flags. */
  readonly flagged: Readonly<Record<string, number>>;
  readonly regionsAdded: number;
  /** False when it was stopped before the end of the file. */
  readonly isComplete: boolean;
}

const EXAMPLES = 3;

/** Sums up what intake answers, batch by batch. */
export class ImportTally {
  #rows = 0;
  #accepted = 0;
  #duplicate = 0;
  readonly #reasons = new Map<string, { count: number; readonly examples: RejectionExample[] }>();
  readonly #flagged = new Map<string, number>();

  add(answer: IntakeAnswer, rows: readonly TicketRow[]): void {
    this.#rows += answer.received;
    this.#accepted += answer.accepted;
    this.#duplicate += answer.duplicate;
    for (const { code, index, id, message } of answer.rejections) {
      const reason = this.#reasons.get(code) ?? { count: 0, examples: [] };
      reason.count += 1;
      if (reason.examples.length < EXAMPLES) reason.examples.push({ line: rows[index]?.line ?? 0, id, message });
      this.#reasons.set(code, reason);
    }
    for (const { flags } of answer.flagged) {
      for (const flag of flags) this.#flagged.set(flag, (this.#flagged.get(flag) ?? 0) + 1);
    }
  }

  report(end: Pick<ImportReport, 'regionsAdded' | 'isComplete'>): ImportReport {
    return {
      rows: this.#rows,
      accepted: this.#accepted,
      duplicate: this.#duplicate,
      rejected: this.#rows - this.#accepted - this.#duplicate,
      reasons: [...this.#reasons]
        .map(([code, { count, examples }]) => ({ code, count, examples }))
        .sort((a, b) => b.count - a.count),
      flagged: Object.fromEntries(this.#flagged),
      ...end,
    };
  }
}
