import { NO_TRACE } from '@citybrain/domain';
import type { CapturedPicture, CapturedTickets } from '../picture-sections.ts';
import { briefOf } from '../ticket-brief.ts';
import { PackedWriter } from './packed-writer.ts';
import { TICKETS_KIND, type PackedItem } from './packed-tickets.ts';
import { TICKET_SHAPES } from './ticket-shapes.ts';

/** A chunk that holds so much is done: large enough for its tables to pay, small enough to lose no time in one go. */
const CHUNK_BYTES = 128 * 1024;

/** So much is packed between two pauses: a millisecond or less. */
const BYTES_AT_ONCE = 4 * 1024;

/**
 * Packs a captured picture into chunks, each to be read by itself after those
 * before it; null where the caller may do something else for a while.
 */
export function* packSections({ tickets, sections }: CapturedPicture): Generator<Buffer | null> {
  for (const { name, items } of sections) {
    let writer: PackedWriter | null = null;
    let pausedAt = 0;
    for (const item of items) {
      if (!writer) {
        writer = writerOf(name);
        pausedAt = 0;
      }
      writer.item(item);
      if (writer.size >= CHUNK_BYTES) {
        yield writer.finish();
        writer = null;
      } else if (writer.size >= pausedAt + BYTES_AT_ONCE) {
        pausedAt = writer.size;
        yield null;
      }
    }
    if (writer) yield writer.finish();
  }
  yield* packTickets(tickets);
}

/** Pairs of chunks: tickets, then their briefs with where they lie in the one before. */
function* packTickets({ entries, asOf }: CapturedTickets): Generator<Buffer | null> {
  for (let from = 0; from < entries.length;) {
    const tickets = new PackedWriter(TICKET_SHAPES, TICKETS_KIND);
    const briefs = writerOf('briefs');
    for (let count = 1; from < entries.length && tickets.size < CHUNK_BYTES; count += 1) {
      const entry = entries[from];
      from += 1;
      if (!entry) continue;
      const { ticket, trace } = entry.look();
      const at = tickets.item([ticket, trace === NO_TRACE ? null : trace] satisfies PackedItem);
      briefs.item([at, briefOf(entry.id, entry.regionIndex, ticket, asOf)]);
      if (count % TICKETS_AT_ONCE === 0) yield null;
    }
    yield tickets.finish();
    yield briefs.finish();
  }
}

const TICKETS_AT_ONCE = 10;

function writerOf(name: string): PackedWriter {
  const writer = new PackedWriter(TICKET_SHAPES);
  writer.item(name);
  return writer;
}
