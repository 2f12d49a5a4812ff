import type { Instant, RegionId } from '@citybrain/domain';
import type { IntakeAnswer, Rejection } from '@citybrain/protocol';
import type { Outcome, Submission, Submit } from '../commands/submit.ts';
import { checkSchema } from './check-schema.ts';
import { checkText } from './check-text.ts';
import { itemCommand, type FeedSource } from './item-command.ts';
import type { Geography } from './placing.ts';
import type { RawItem } from './read-items.ts';
import type { Checked, ItemFault } from './rejection.ts';
import { subjectStream } from './subject-id.ts';

/** Keeps refused items; answers an id for each. */
export interface QuarantinePort {
  put(
    items: readonly (ItemFault & {
      readonly feed: string;
      readonly raw: Buffer;
      readonly itemId: string | null;
      readonly home: RegionId | null;
    })[],
    receivedAt: Instant,
  ): Promise<number[]>;
}

export interface IntakeOptions {
  readonly submit: Submit;
  readonly quarantine: QuarantinePort;
  readonly geography: () => Geography;
  readonly now: () => Instant;
  /** Told of each request that was answered. */
  readonly onTaken?: (feed: string, answer: IntakeAnswer) => void;
}

interface Refused {
  readonly item: RawItem;
  readonly fault: ItemFault;
}

/**
 * One intake for every source: checks, places, submits, and keeps what it can't
 * take. When it answers, accepted items are in the log and refused ones in
 * quarantine, both synced to disk.
 */
export class Intake {
  readonly #options: IntakeOptions;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** @throws Fault FEED-101 or STORE-104 when nothing can be acknowledged: sending all of it again is safe. */
  async take(items: readonly RawItem[], feed: FeedSource): Promise<IntakeAnswer> {
    const { submit, now } = this.#options;
    const receivedAt = now();
    const geography = this.#options.geography();
    const refused: Refused[] = [];
    const submitted: { readonly item: RawItem; readonly submission: Submission }[] = [];
    for (const item of items) {
      const submission = checkItem(item, feed, geography);
      if (submission.ok) submitted.push({ item, submission: submission.value });
      else refused.push({ item, fault: submission.fault });
    }
    const outcomes = await submit.submit(submitted.map(({ submission }) => submission));
    const flagged: IntakeAnswer['flagged'] = [];
    let accepted = 0;
    outcomes.forEach((outcome: Outcome, at) => {
      const item = submitted[at]?.item;
      if (!item) return;
      if (outcome.kind === 'refused') refused.push({ item, fault: { ...outcome.refusal, path: null } });
      if (outcome.kind !== 'accepted') return;
      accepted += 1;
      if (outcome.flags.length > 0) {
        flagged.push({ index: item.index, id: idOf(item.value) ?? '', flags: [...outcome.flags] });
      }
    });
    const rejections = await this.#keep(refused, feed, receivedAt);
    const duplicate = items.length - accepted - rejections.length;
    const answer = { received: items.length, accepted, duplicate, rejected: rejections.length, rejections, flagged };
    this.#options.onTaken?.(feed.name, answer);
    return answer;
  }

  async #keep(refused: readonly Refused[], { name, home }: FeedSource, receivedAt: Instant): Promise<Rejection[]> {
    const ids = await this.#options.quarantine.put(
      refused.map(({ item, fault }) => ({
        ...fault,
        feed: name,
        home,
        raw: item.raw(),
        itemId: storableId(item.value),
      })),
      receivedAt,
    );
    return refused
      .map(({ item, fault }, at) => ({
        ...fault,
        index: item.index,
        id: storableId(item.value),
        quarantineId: ids[at] ?? null,
      }))
      .sort((a, b) => a.index - b.index);
  }
}

/** From bytes that were JSON to a command for its stream, or the reason why not. */
export function checkItem(item: RawItem, feed: FeedSource, geography: Geography): Checked<Submission> {
  if (item.fault) return { ok: false, fault: item.fault };
  const text = checkText(item.value);
  if (!text.ok) return text;
  const schema = checkSchema(item.value);
  if (!schema.ok) return schema;
  const command = itemCommand(schema.value, feed, geography);
  if (!command.ok) return command;
  const stream = subjectStream(schema.value.kind, feed.name, schema.value.id);
  return { ok: true, value: { steps: [{ stream, command: command.value }], causedBy: `feed:${feed.name}` } };
}

function idOf(value: unknown): string | null {
  const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : null;
  return typeof id === 'string' ? id.slice(0, 200) : null;
}

/** The id as far as the store can hold it. */
const storableId = (value: unknown): string | null =>
  idOf(value)?.replaceAll('\u0000', '\uFFFD').toWellFormed() ?? null;
