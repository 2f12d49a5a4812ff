import type { Instant, Ticket, TicketStatus } from '@citybrain/domain';
import { ticketToJson } from '../src/log/ticket-table.ts';
import { COPY_NULL, copyText, timeText } from './copy-text.ts';
import type { TemplateLife } from './template-life.ts';
import { SOURCE_ID } from './template-script.ts';
import type { Neighbourhood } from './template-world.ts';

/** What one ticket made of a template has of its own. */
export interface TemplateCopy {
  readonly id: string;
  readonly sourceId: string;
  /** Whole seconds; every time of the template moves by it. */
  readonly shiftMs: number;
  readonly at: Neighbourhood;
  /** Which of the grid's points. */
  readonly point: number;
}

type Slot =
  | { readonly kind: 'epoch' | 'time'; readonly at: number }
  | { readonly kind: 'id' | 'sourceId' | 'point' | 'lon' | 'lat' }
  | { readonly kind: 'grid' | 'community' | 'street' | 'communityName' | 'streetName' };

/** Text with places where copies differ. */
interface Form {
  readonly texts: readonly string[];
  readonly slots: readonly Slot[];
}

interface EventForm {
  /** After the start of the template. */
  readonly recordedAt: number;
  /** `version type type_version`, with tabs around them. */
  readonly head: string;
  readonly happenedAt: number;
  readonly causedBy: string;
  readonly data: Form;
}

/** Columns of `tickets` that hold JSON. */
const JSON_COLUMNS: ReadonlySet<string> = new Set(['labels', 'life', 'place_original']);
const TIME_COLUMNS: ReadonlySet<string> = new Set([
  'reported_at',
  'disposed_at',
  'closed_at',
  'due_at',
  'source_updated_at',
]);

/** A life that was lived once, ready to be copied to other places and times. */
export class TicketTemplate {
  readonly status: TicketStatus;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** How long it stays as it is after its end, without the timer. */
  readonly quietMs: number;
  readonly #events: readonly EventForm[];
  readonly #row: Form;

  /** @param columns of `tickets`, in the order of the table */
  constructor(life: TemplateLife, at: Neighbourhood, columns: readonly string[]) {
    const { ticket, events, now, nextDueAt } = life;
    this.status = ticket.status;
    this.startsAt = events[0]?.recordedAt ?? now;
    this.endsAt = now;
    this.quietMs = nextDueAt === null ? Infinity : Math.max(0, nextDueAt - now);
    this.#events = events.map(({ event, recordedAt, causedBy }, index) => ({
      ...{ recordedAt, happenedAt: event.happenedAt, causedBy },
      head: `\t${index + 1}\t${event.type}\t${event.typeVersion}\t`,
      data: formOf(copyText(JSON.stringify(event.data)), at),
    }));
    this.#row = rowForm(ticket, events.length, at, columns);
  }

  get length(): number {
    return this.#events.length;
  }

  /** When an event is recorded, from the template's start on. */
  recordedAt(index: number): number {
    return this.#events[index]?.recordedAt ?? Number.NaN;
  }

  /** A line for `COPY events`. */
  eventLine(index: number, sequence: number, copy: TemplateCopy): string {
    const event = this.#events[index];
    if (!event) throw new RangeError(`the template has no event ${index}`);
    const times = `${timeText(event.happenedAt + copy.shiftMs)}\t${timeText(event.recordedAt + copy.shiftMs)}`;
    return `${sequence}\tticket-${copy.id}${event.head}${times}\t${event.causedBy}\t${fill(event.data, copy)}\n`;
  }

  /** A line for `COPY tickets`. */
  rowLine(copy: TemplateCopy): string {
    return `${fill(this.#row, copy)}\n`;
  }
}

function fill({ texts, slots }: Form, copy: TemplateCopy): string {
  let filled = texts[0] ?? '';
  for (let index = 0; index < slots.length; index += 1) {
    filled += valueOf(slots[index] as Slot, copy);
    filled += texts[index + 1] ?? '';
  }
  return filled;
}

function valueOf(slot: Slot, { id, sourceId, shiftMs, at, point }: TemplateCopy): string {
  switch (slot.kind) {
    case 'epoch':
      return String(slot.at + shiftMs);
    case 'time':
      return timeText(slot.at + shiftMs);
    case 'id':
      return id;
    case 'sourceId':
      return sourceId;
    case 'point':
      return at.points[point] ?? '';
    case 'lon':
      return at.points[point]?.split(',')[0] ?? '';
    case 'lat':
      return at.points[point]?.split(',')[1] ?? '';
    default:
      return at[slot.kind];
  }
}

/** Finds in a JSON text what differs between copies. The point comes as a whole; a time is a number of 13 digits. */
function formOf(text: string, at: Neighbourhood): Form {
  const kinds = new Map<string, Slot['kind']>([
    [SOURCE_ID, 'sourceId'],
    [at.points[0] ?? '', 'point'],
    [at.grid, 'grid'],
    [at.community, 'community'],
    [at.street, 'street'],
    [`"leadName":"${at.communityName}"`, 'communityName'],
    [`"leadName":"${at.streetName}"`, 'streetName'],
  ]);
  const escaped = [...kinds.keys()].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const found = new RegExp(`(?:${escaped.join('|')})(?!\\d)|(?<=[:[,])1[78]\\d{11}(?=[,}\\]])`, 'g');
  const texts: string[] = [];
  const slots: Slot[] = [];
  let from = 0;
  const add = (until: number, to: number, slot: Slot): void => {
    texts.push(text.slice(from, until));
    slots.push(slot);
    from = to;
  };
  for (const match of text.matchAll(found)) {
    const [word] = match;
    const kind = kinds.get(word);
    const end = match.index + word.length;
    if (kind === undefined) add(match.index, end, { kind: 'epoch', at: Number(word) });
    else if (kind === 'communityName' || kind === 'streetName') add(match.index + '"leadName":"'.length, end - 1, { kind });
    else add(match.index, end, { kind } as Slot);
  }
  texts.push(text.slice(from));
  return { texts, slots };
} // prettier-ignore

function rowForm(ticket: Ticket, version: number, at: Neighbourhood, columns: readonly string[]): Form {
  const row = ticketToJson('', version, ticket) as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(row).filter((name) => !columns.includes(name));
  if (unknown.length > 0) throw new Error(`tickets has no ${unknown.join(', ')}`);
  const cells = columns.map((name) => cellForm(name, row[name] ?? null, at));
  const texts = [''];
  const slots: Slot[] = [];
  cells.forEach((cell, index) => {
    const [first = '', ...rest] = cell.texts;
    texts.push(`${texts.pop() ?? ''}${index === 0 ? '' : '\t'}${first}`, ...rest);
    slots.push(...cell.slots);
  });
  return { texts, slots };
}

const slotOnly = (slot: Slot): Form => ({ texts: ['', ''], slots: [slot] });

function cellForm(name: string, value: unknown, at: Neighbourhood): Form {
  if (name === 'id' || name === 'lon' || name === 'lat') return slotOnly({ kind: name });
  if (value === null) return { texts: [COPY_NULL], slots: [] };
  // The name of whoever leads it.
  if (name === 'unit' && value === at.communityName) return slotOnly({ kind: 'communityName' });
  if (name === 'unit' && value === at.streetName) return slotOnly({ kind: 'streetName' });
  if (TIME_COLUMNS.has(name)) return slotOnly({ kind: 'time', at: Date.parse(value as string) });
  if (JSON_COLUMNS.has(name)) return formOf(copyText(JSON.stringify(value)), at);
  if (Array.isArray(value)) return { texts: [`{${value.join(',')}}`], slots: [] };
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new Error(`tickets.${name} holds neither text nor number`);
  return formOf(copyText(String(value)), at);
}
