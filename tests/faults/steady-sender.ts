import type { IntakeAnswer } from '@citybrain/protocol';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';

export interface SenderOptions {
  readonly url: string;
  readonly token: string;
  readonly feed: string;
  readonly batchSize: number;
  readonly ledger: Ledger;
}

const RETRY_MS = 50;
const ANSWER_WITHIN_MS = 20_000;

/**
 * A feed as it should be: sends batch after batch, and each again and again,
 * unchanged, until it is acknowledged.
 */
export class SteadySender {
  readonly #options: SenderOptions;
  #isStopping = false;
  #isWaiting = false;
  #run: Promise<void> | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#isStopping = false;
    this.#run = this.#sendOn();
  }

  /** Whether a request is on its way at this moment. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Begins no further batch; resolves when the last is acknowledged. @throws when the server refused an item. */
  async finish(): Promise<void> {
    this.#isStopping = true;
    await this.#run;
  }

  async #sendOn(): Promise<void> {
    while (!this.#isStopping) {
      const items = this.#options.ledger.take(this.#options.batchSize);
      const body = JSON.stringify(items.map(itemOf));
      while (!(await this.#send(items, body))) await sleep(RETRY_MS);
    }
  }

  async #send(items: readonly number[], body: string): Promise<boolean> {
    const { url, feed, token, ledger } = this.#options;
    this.#isWaiting = true;
    try {
      const response = await fetch(`${url}/api/v1/feeds/${feed}/items`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await response.text();
      if (response.status >= 400 && response.status < 500 && response.status !== 429) {
        throw new RefusedError(`HTTP ${response.status}: ${text}`);
      }
      if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
      const answer = JSON.parse(text) as IntakeAnswer;
      if (answer.rejected > 0) throw new RefusedError(text);
      ledger.acknowledge(items, answer.accepted, answer.duplicate);
      return true;
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      ledger.counts.lostRequests += 1;
      return false;
    } finally {
      this.#isWaiting = false;
    }
  }
}

class RefusedError extends Error {}

/** A ticket whose id is its number; always the same for a number. */
const itemOf = (number: number): object => ({
  kind: 'ticket',
  id: String(number),
  title: `第${number}号工单：路面积水`,
  reportedAt: '2026-06-25T08:00:00+08:00',
  category: '市政设施',
  lon: 120.3 + (number % 100) / 1_000,
  lat: 36.05 + ((number * 7) % 100) / 1_000,
});
