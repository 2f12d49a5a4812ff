import type { IntakeAnswer } from '@citybrain/protocol';
import type { SentItem } from './send.ts';

/** The world of the runner: everything that waits or reaches out. */
export interface SimulationPorts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Resolves after `ms`, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
  readonly log: (message: string) => void;
}

export interface IntakeTarget {
  /** Address of the server, without a path. */
  readonly url: string;
  readonly token: string;
}

/** What came of the items sent so far. */
export interface SimulationSummary {
  sent: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  flagged: number;
  /** Requests that had to be made again. */
  retries: number;
}

export const emptySummary = (): SimulationSummary => ({
  sent: 0,
  accepted: 0,
  duplicate: 0,
  rejected: 0,
  flagged: 0,
  retries: 0,
});

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** The server will never take this request, whoever waits. */
export class IntakeRefusedError extends Error {
  override readonly name = 'IntakeRefusedError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Posts items to one feed and adds the answer to `summary`. Waits and tries
 * again, for as long as it takes, when the server is away, busy (429, 503 with
 * Retry-After) or failing (5xx): nothing is lost, and what was already taken
 * comes back as duplicate. A body the server refuses (400, 413, 422) is halved
 * until the item at fault stands alone and counts as rejected.
 *
 * @throws IntakeRefusedError when the token, the feed or the address is wrong
 */
export async function postItems(
  target: IntakeTarget,
  feed: string,
  items: readonly SentItem[],
  summary: SimulationSummary,
  ports: SimulationPorts,
  signal: AbortSignal,
): Promise<void> {
  const answer = await postUntilAnswered(target, feed, items, summary, ports, signal);
  if (!answer) return;
  if (answer.status < 300) {
    addAnswer(summary, JSON.parse(answer.text) as IntakeAnswer);
    return;
  }
  const said = `feed ${feed}: HTTP ${answer.status} ${answer.text.slice(0, 300)}`;
  if (![400, 413, 422].includes(answer.status)) throw new IntakeRefusedError(answer.status, said);
  if (items.length === 1) {
    ports.log(`${said}: item left out`);
    summary.sent++;
    summary.rejected++;
    return;
  }
  const middle = Math.ceil(items.length / 2);
  for (const half of [items.slice(0, middle), items.slice(middle)]) {
    await postItems(target, feed, half, summary, ports, signal);
  }
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

/** The first answer that is not "try again"; null when the signal aborted before. */
async function postUntilAnswered(
  target: IntakeTarget,
  feed: string,
  items: readonly SentItem[],
  summary: SimulationSummary,
  ports: SimulationPorts,
  signal: AbortSignal,
): Promise<Answer | null> {
  const address = `${target.url.replace(/\/$/, '')}/api/v1/feeds/${encodeURIComponent(feed)}/items`;
  const init: RequestInit = {
    method: 'POST',
    headers: { authorization: `Bearer ${target.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(items.map(({ item }) => item)),
    signal,
  };
  const isStopped = (): boolean => signal.aborted;
  for (let attempt = 0; !isStopped(); attempt++) {
    const answer = await postOnce(address, init, ports).catch((fault: unknown) => String(fault));
    if (typeof answer !== 'string' && !isPassing(answer.status)) return answer;
    if (isStopped()) break;
    const why = typeof answer === 'string' ? answer : `HTTP ${answer.status}`;
    if (attempt === 0) ports.log(`feed ${feed}: ${why}; trying again until it answers`);
    summary.retries++;
    await ports.sleep(pauseAfter(answer, attempt), signal);
  }
  return null;
}

async function postOnce(address: string, init: RequestInit, ports: SimulationPorts): Promise<Answer> {
  const response = await ports.fetch(address, init);
  return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() };
}

const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** What the server asked for, else twice as long each time. */
function pauseAfter(answer: Answer | string, attempt: number): number {
  const asked = typeof answer === 'string' || answer.retryAfter === null ? Number.NaN : Number(answer.retryAfter);
  if (Number.isFinite(asked) && asked >= 0) return Math.min(asked * 1000, LONGEST_PAUSE_MS);
  return Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
}

function addAnswer(summary: SimulationSummary, answer: IntakeAnswer): void {
  summary.sent += answer.received;
  summary.accepted += answer.accepted;
  summary.duplicate += answer.duplicate;
  summary.rejected += answer.rejected;
  summary.flagged += answer.flagged.length;
}
