import type { StreamId } from '@citybrain/domain';
import type { Submission } from './submit.ts';

/**
 * Submissions that may share a transaction: at most `limit`, under one guard or
 * none, so that a lost duty fails nothing else, and with one cause for each stream.
 */
export class BatchShape {
  readonly #limit: number;
  readonly #causes = new Map<StreamId, string>();
  #first: Submission | null = null;
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes all of `submissions` in, or answers false. */
  tryAdd(submissions: readonly Submission[]): boolean {
    if (this.#count > 0 && this.#count + submissions.length > this.#limit) return false;
    const first = this.#first ?? submissions[0] ?? null;
    const causes = new Map<StreamId, string>();
    for (const submission of submissions) {
      if (!first || !haveSameGuard(first, submission)) return false;
      for (const { stream } of submission.steps) {
        const cause = this.#causes.get(stream) ?? causes.get(stream);
        if (cause === undefined) causes.set(stream, submission.causedBy);
        else if (cause !== submission.causedBy) return false;
      }
    }
    for (const [stream, cause] of causes) this.#causes.set(stream, cause);
    this.#first = first;
    this.#count += submissions.length;
    return true;
  }
}

/** Cuts `submissions` into as few batches as their order allows. */
export function cutBatches(submissions: readonly Submission[], limit: number): Submission[][] {
  const batches: Submission[][] = [];
  let shape = new BatchShape(limit);
  for (const submission of submissions) {
    const last = batches.at(-1);
    if (last && shape.tryAdd([submission])) {
      last.push(submission);
      continue;
    }
    shape = new BatchShape(limit);
    shape.tryAdd([submission]);
    batches.push([submission]);
  }
  return batches;
}

const haveSameGuard = ({ guard: a }: Submission, { guard: b }: Submission): boolean =>
  a?.name === b?.name && a?.epoch === b?.epoch;
