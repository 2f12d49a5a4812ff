import type { CivilDate, Instant, RegionId } from '@citybrain/domain';
import type { ExclusionsAnswer, RatesAnswer } from '@citybrain/protocol';
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import { useLiveStore } from './live-store.ts';
import { rest, RestProblem } from './rest-client.ts';

/** The measures of which scope and days; `to` is the day after the last. */
export interface MeasuresAsked {
  readonly scope: RegionId;
  readonly from: CivilDate;
  readonly to: CivilDate;
}
/** `refused`: not for this viewer; `wrong`: the server does not take the question, and says why. */
export interface MeasuresProblem {
  readonly kind: 'refused' | 'unreachable' | 'wrong';
  readonly detail: string;
}
export interface MeasureRates {
  /** Null until it is read for what is asked now. */
  readonly answer: Readonly<ShallowRef<RatesAnswer | null>>;
  /** An answer of before may still be there. */
  readonly problem: Readonly<ShallowRef<MeasuresProblem | null>>;
  readonly isReading: Readonly<ShallowRef<boolean>>;
  read(): Promise<void>;
}

/** A running period is read again so often. */
const AGAIN_MS = 60_000;

/** The measures of what is asked, read again while their period runs; null asks nothing. */
export function useMeasureRates(asked: () => MeasuresAsked | null): MeasureRates {
  const live = useLiveStore();
  const answer = shallowRef<RatesAnswer | null>(null);
  const problem = shallowRef<MeasuresProblem | null>(null);
  const isReading = shallowRef(false);
  let triedAt: Instant | null = null;
  let wait: AbortController | null = null;

  async function read(): Promise<void> {
    wait?.abort();
    const question = asked();
    isReading.value = question !== null;
    if (question === null) return;
    const mine = (wait = new AbortController());
    triedAt = live.asOf;
    try {
      const found = await fetchMeasures<RatesAnswer>('rates', question, mine.signal);
      if (mine.signal.aborted) return;
      answer.value = found;
      problem.value = null;
    } catch (error) {
      if (!mine.signal.aborted) problem.value = problemOf(error);
    } finally {
      if (wait === mine) isReading.value = false;
    }
  }

  watch(
    () => {
      const question = asked();
      return question && `${question.scope} ${question.from} ${question.to}`;
    },
    () => {
      wait?.abort();
      answer.value = null;
      problem.value = null;
      void read();
    },
    { immediate: true },
  );
  watch(
    () => live.slowAsOf,
    (now) => {
      const isDue = triedAt !== null && now - triedAt >= AGAIN_MS;
      if (isDue && !isReading.value && answer.value?.readBy === 'live' && !document.hidden) void read();
    },
  );
  onScopeDispose(() => wait?.abort());
  return { answer, problem, isReading, read };
}

/** Who was left out, and by whose word; throws RestProblem. */
export const fetchExclusions = (asked: MeasuresAsked): Promise<ExclusionsAnswer> =>
  fetchMeasures<ExclusionsAnswer>('exclusions', asked);

/** @throws what is no problem of the question or the way to the server */
export function problemOf(error: unknown): MeasuresProblem {
  if (!(error instanceof RestProblem)) throw error;
  const { status, message } = error;
  const kind = status === 403 || status === 404 ? 'refused' : status === 400 ? 'wrong' : 'unreachable';
  return { kind, detail: message };
}

function fetchMeasures<Answer>(
  what: 'rates' | 'exclusions',
  { scope, from, to }: MeasuresAsked,
  signal?: AbortSignal,
): Promise<Answer> {
  const query = new URLSearchParams({ scope, from, to }).toString();
  return rest<Answer>('GET', `/measures/${what}?${query}`, undefined, signal === undefined ? {} : { signal });
}
