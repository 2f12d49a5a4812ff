import type { LogEvent } from '@citybrain/domain';
import type { CityPicture } from '../city-picture.ts';
import type { SectionName } from '../picture-sections.ts';
import { PackedReader } from './packed-reader.ts';
import { PackedTickets, TICKETS_KIND } from './packed-tickets.ts';
import { TICKET_SHAPES } from './ticket-shapes.ts';

/** Fills a new picture, made at the as-of of a snapshot, with the chunks that `packSections` made. */
export class PictureRestorer {
  readonly #picture: CityPicture;
  readonly #words = new Map<string, string>();
  #tickets: PackedTickets | null = null;

  constructor(picture: CityPicture) {
    this.#picture = picture;
  }

  /** The chunks in their order. @throws when it is none of them */
  take(chunk: Buffer): void {
    if (chunk[0] === TICKETS_KIND) {
      this.#tickets = new PackedTickets(chunk, this.#words);
      return;
    }
    const reader = new PackedReader(chunk, TICKET_SHAPES, this.#words);
    const name = reader.item() as SectionName;
    this.#picture.restore({ name, items: itemsOf(reader) }, this.#tickets);
  }

  /** The picture holds everything up to `last`. */
  end(last: LogEvent): CityPicture {
    this.#picture.endRestore(last);
    return this.#picture;
  }
}

function* itemsOf(reader: PackedReader): Generator {
  while (!reader.isAtEnd) yield reader.item();
}
