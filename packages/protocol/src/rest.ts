/** Bodies of the REST interface under `/api/v1`. */
import type { Instant, RegionId, RegionLevel, Stamp } from '@citybrain/domain';
import { Type, type Static } from 'typebox';
import type { ServerMode } from './live-messages.ts';
import type { TicketLifeParts } from './ticket-life.ts';
import type { TicketRow } from './topics.ts';

export const ROLES = ['administrator', 'supervisor', 'viewer', 'display', 'feed'] as const;
export type Role = (typeof ROLES)[number];

/** `wall`: nothing personal; `desk`: what a duty desk needs. */
export const FIELD_LEVELS = ['wall', 'desk'] as const;
export type FieldLevel = (typeof FIELD_LEVELS)[number];

/** Who is signed in. `scopes` are the regions whose picture may be opened, widest first. */
export interface Viewer {
  readonly name: string;
  readonly role: Role;
  readonly fieldLevel: FieldLevel;
  readonly scopes: readonly RegionId[];
  readonly mustChangePassword: boolean;
}

export const PasswordSignIn = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ minLength: 1, maxLength: 500 }),
});
/** The code of a one-time link. */
export const CodeSignIn = Type.Object({ code: Type.String({ minLength: 10, maxLength: 200 }) });
export const SignIn = Type.Union([PasswordSignIn, CodeSignIn]);
export type SignIn = Static<typeof SignIn>;

export const PasswordChange = Type.Object({
  current: Type.String({ maxLength: 500 }),
  next: Type.String({ minLength: 10, maxLength: 500 }),
});
export type PasswordChange = Static<typeof PasswordChange>;

export interface RegionRow {
  readonly id: RegionId;
  readonly code: string;
  readonly codeSystem: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parentId: RegionId | null;
  readonly labelPoint: readonly [lon: number, lat: number] | null;
  readonly hasShape: boolean;
}

export interface RegionsAnswer {
  readonly regions: readonly RegionRow[];
  /** True: shapes were made by the program and are no survey; the screen says so. */
  readonly isSchematic: boolean;
  /** Where shapes come from, for the map's attribution; null: without. */
  readonly origin: string | null;
}

/** RFC 9457. `code` is stable; `detail` says what happened and what to do. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

export interface ServerAnswer {
  readonly name: 'citybrain';
  readonly version: string;
  readonly mode: ServerMode;
  /** IANA zone of the city: screens show its civil time, wherever they stand. */
  readonly zone: string;
  readonly isDemo: boolean;
  readonly serverTime: Instant;
  readonly asOf: Instant;
}

export interface TicketsAnswer {
  readonly asOf: Instant;
  readonly tickets: readonly TicketRow[];
  /** Pass as `cursor` for the next page; null: this was the last. */
  readonly next: string | null;
}

export interface TicketHistoryEntry {
  readonly sequence: number;
  readonly type: string;
  readonly happenedAt: Instant;
  readonly recordedAt: Instant;
  readonly causedBy: string;
  /** In the ticket's own stream. */
  readonly version: number;
  /** Null for what a source told. */
  readonly by: Stamp | null;
  readonly note: string | null;
  /** What the step says besides, by the names of the log. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface TicketAnswer extends TicketLifeParts {
  readonly asOf: Instant;
  readonly ticket: TicketRow;
  readonly text: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly history: readonly TicketHistoryEntry[];
}

export interface QuarantineRow {
  readonly id: number;
  readonly feed: string;
  readonly receivedAt: Instant;
  readonly code: string;
  readonly message: string;
  readonly path: string | null;
  readonly itemId: string | null;
  /** The item as it came, decoded as UTF-8 with replacement characters. */
  readonly raw: string;
  /** How often this very item was refused. */
  readonly attempts: number;
  readonly resolvedAt: Instant | null;
}

export interface TokenRow {
  readonly id: string;
  readonly kind: 'feed' | 'display' | 'api';
  readonly name: string;
  readonly scope: RegionId | null;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}
