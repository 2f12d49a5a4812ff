/** One ticket with all that was done about it, under `GET /api/v1/tickets/{id}`. */
import type {
  Caller,
  ClockMark,
  ClockStep,
  EvidencePiece,
  HeldTime,
  Instant,
  Move,
  RefusalCode,
  TicketClock,
  TicketWork,
} from '@citybrain/domain';

/** A clock with the strip that explains its deadline, from its start to its due. */
export type ClockAnswer = TicketClock & { readonly steps: readonly ClockStep[] };

/** A move, and why whoever asks may not make it; `refusal` null: the form may be opened. */
export interface MoveAnswer {
  readonly move: Move;
  readonly refusal: { readonly code: RefusalCode; readonly rule: string | null; readonly message: string } | null;
}

/** What was done here. Free texts are scrubbed as the caller's field level says. */
export interface TicketLifeAnswer {
  readonly work: Omit<TicketWork, 'clocks' | 'keys' | 'holdings' | 'evidence'>;
  readonly clocks: readonly ClockAnswer[];
  /** Every minute by unit and phase; they add up to the time from the report on. */
  readonly held: readonly HeldTime[];
  readonly holdings: TicketWork['holdings'];
  readonly evidence: readonly EvidencePiece[];
}

/** What of a ticket's life its answer carries besides the row. */
export interface TicketLifeParts {
  /** As in the ETag; a move names it in If-Match. */
  readonly version: number;
  readonly marks: readonly ClockMark[];
  readonly caller: Caller | null;
  readonly life: TicketLifeAnswer | null;
  readonly moves: readonly MoveAnswer[];
  /** Names of the units that the answer mentions. */
  readonly unitNames: Readonly<Record<string, string>>;
}

/** One thing that somebody else did since the version that a move was meant for. */
export interface ChangeSince {
  readonly type: string;
  readonly at: Instant;
  readonly by: string;
}
