import {
  DAY_MS,
  evolveTicket,
  HOUR_MS,
  instant,
  isOpen,
  MINUTE_MS,
  streamId,
  type ActorKind,
  type ClockKind,
  type Instant,
  type LifeData,
  type LifeEvent,
  type LogEvent,
  type Place,
  type StreamId,
  type Ticket,
  type TicketClock,
  type TicketEvent,
  type TicketFacts,
  type TicketId,
  type UnitId,
} from '@citybrain/domain';
import { forgottenFrom } from '../ticket-memory.ts';
import { SCRIPT_TREE } from './city-script.ts';

export const SCRIPT_UNITS = ['centre', 'community-a1', 'street-a', 'department-x'] as UnitId[];
const ROLE_OF_UNIT: Readonly<Record<string, ActorKind>> = {
  'community-a1': 'COM',
  'street-a': 'STR',
  'department-x': 'DEP',
};

interface Life {
  readonly stream: StreamId;
  version: number;
  ticket: Ticket | null;
  /** Of a ticket that the picture let go of, only its source tells on (V7). */
  isForgotten: boolean;
}

type Draw = () => number;

/** For tests: tickets that live at random, by legal steps, over days, regions and units; the same seed lives the same. */
export class ScriptedLives {
  readonly log: LogEvent[] = [];
  readonly #lives = new Map<StreamId, Life>();
  readonly #draw: Draw;
  #now: Instant;

  constructor(seed: number, startsAt: Instant) {
    this.#draw = randomOf(seed);
    this.#now = startsAt;
  }

  get now(): Instant {
    return this.#now;
  }

  wait(longest: number): void {
    this.#now = instant(this.#now + Math.floor(this.#draw() * longest) + 1);
  }

  /** The events that the next step adds to the log, all of one ticket, and its fold after them. */
  step(): { readonly events: readonly LogEvent[]; readonly ticket: Ticket; readonly versionBefore: number } {
    const life = this.#pick();
    const versionBefore = life.version;
    const events = (life.ticket ? this.#live(life, life.ticket) : this.#report(life.stream)).map((event): LogEvent => {
      life.ticket = evolveTicket(life.ticket, event);
      life.version += 1;
      const sequence = this.log.length + 1;
      const { stream, version } = life;
      const entry = { ...event, sequence, stream, version, recordedAt: this.#now, causedBy: 'user:script' };
      this.log.push(entry);
      return entry;
    });
    return { events, ticket: life.ticket as Ticket, versionBefore };
  }

  #pick(): Life {
    const lives = [...this.#lives.values()];
    const known = this.#chance(0.75) ? this.#one(lives) : undefined;
    if (known) return known;
    const stream = streamId('ticket', `t${lives.length}`);
    const life: Life = { stream, version: 0, ticket: null, isForgotten: false };
    this.#lives.set(stream, life);
    return life;
  }

  #report(stream: StreamId): TicketEvent[] {
    const isHere = this.#chance(0.4);
    const happenedAt = isHere ? this.#now : this.#ago(3 * DAY_MS);
    const facts: TicketFacts = {
      ...{
        title: 'a matter',
        text: null,
        demandKind: null,
        disposition: null,
        priority: null,
        address: null,
        unit: null,
      },
      ...{
        channel: this.#one(['12345', 'grid', null]) ?? null,
        category: this.#one(['E0110', 'E0110', 'P0137', null]) ?? null,
      },
      ...{ dueAt: this.#chance(0.6) && !isHere ? this.#ahead(2 * DAY_MS) : null, place: this.#place(), labels: {} },
    };
    const life = { ...this.#data('GRD', null, [this.#clock('accept', 'accept', SCRIPT_UNITS[0])]), centre: null };
    return [
      {
        ...{ type: 'TicketReported', typeVersion: 1, happenedAt },
        data: {
          ...{ source: 'script', sourceId: stream, facts, flags: [], sourceUpdatedAt: happenedAt },
          ...(isHere && { life: { ...life, isPatrol: this.#chance(0.3) } }),
        },
      },
    ];
  }

  #live(life: Life, ticket: Ticket): TicketEvent[] {
    life.isForgotten ||= !isOpen(ticket) && forgottenFrom(ticket) < this.#now;
    if (life.isForgotten) return [this.#update(ticket)];
    if (this.#chance(0.1)) return [this.#update(ticket)];
    const breach = this.#chance(0.2) ? this.#breach(ticket) : [];
    if (breach.length > 0) return breach;
    return ticket.work?.isLedHere ? this.#ledHere(ticket) : this.#ledBySource(ticket);
  }

  #update({ facts, work }: Ticket): TicketEvent {
    const changes: Partial<TicketFacts> = {
      ...(this.#chance(0.5) && { place: this.#place() }),
      ...(this.#chance(0.3) && { channel: this.#one(['12345', 'grid']) ?? null }),
      ...(!work && this.#chance(0.5) && { dueAt: this.#chance(0.2) ? null : this.#ahead(DAY_MS) }),
    };
    const data = {
      changes,
      flags: [],
      sourceUpdatedAt: this.#now,
      ...(facts.dueAt === null && { reportedAt: this.#ago(DAY_MS) }),
    };
    return { type: 'TicketUpdated', typeVersion: 1, happenedAt: this.#now, data };
  }

  #breach(ticket: Ticket): TicketEvent[] {
    const clock = ticket.work?.clocks.find(({ stoppedAt, dueAt }) => stoppedAt === null && dueAt !== null && dueAt < this.#now);
    const isSource = !ticket.work?.isLedHere && ticket.status === 'reported' && ticket.facts.dueAt !== null && ticket.facts.dueAt < this.#now;
    const at = clock?.dueAt ?? ticket.facts.dueAt;
    if ((!clock && !isSource) || at === null || !isOpen(ticket)) return [];
    const { id, kind, unit } = clock ?? { id: 'source', kind: 'source' as const, unit: null };
    const mark = { clock: id, kind, unit, tier: 'breached' as const, at };
    return [this.#event('TicketClockBreached', { ...this.#data('SYS', null), mark }, at)];
  } // prettier-ignore

  /** The source tells of the end, tells it anew at another time, or somebody takes the ticket in hand. */
  #ledBySource(ticket: Ticket): TicketEvent[] {
    const told = { sourceUpdatedAt: this.#now };
    const at = this.#ago(DAY_MS);
    const disposed: TicketEvent = { type: 'TicketDisposed', typeVersion: 1, happenedAt: at, data: told };
    const closed: TicketEvent = { type: 'TicketClosed', typeVersion: 1, happenedAt: at, data: told };
    if (ticket.status === 'closed') {
      return this.#chance(0.5) ? [this.#update(ticket), disposed] : [this.#reopened(ticket)];
    }
    const draw = this.#draw();
    if (ticket.status === 'reported' && draw < 0.5) return this.#ledHere(ticket);
    if (draw < 0.7) return [disposed];
    if (draw < 0.8) return [closed];
    return [this.#update(ticket), disposed, closed];
  }

  #ledHere(ticket: Ticket): TicketEvent[] {
    const draw = this.#draw();
    if (isOpen(ticket) && ticket.status !== 'return-review' && draw < 0.04) {
      return [this.#event('TicketMerged', { ...this.#data('CEN', null), into: 'other' as TicketId, centre: null })];
    }
    switch (ticket.status) {
      case 'reported':
        if (draw < 0.15) return [this.#event('TicketRefused', { ...this.#data('CEN', null, this.#stopped(ticket, () => true)), reason: 'secret-or-private', told: 'told', isTransferred: draw < 0.08, centre: null })];
        return [this.#accepted(ticket)];
      case 'accepted':
        if (draw < 0.1) return [this.#event('TicketCancelled', this.#data('CEN', null))];
        if (draw < 0.2) return [this.#event('TicketVerificationAsked', { ...this.#data('CEN', null), unit: 'grid' as UnitId })];
        return [this.#registered()];
      case 'verifying':
        return [this.#event('TicketVerified', { ...this.#data('GRD', null), isFound: true })];
      case 'registered':
        return draw < 0.2 ? [this.#disposed(ticket, 'community-a1' as UnitId)] : [this.#dispatched(ticket)];
      case 'dispatched':
        return draw < 0.2 ? [this.#returnAsked(ticket)] : [this.#event('TicketSigned', this.#dataOfLead(ticket))];
      case 'return-review':
        return [this.#returnJudged(ticket)];
      case 'handling':
        return [this.#handled(ticket)];
      case 'suspended':
        return [this.#event('TicketResumed', { ...this.#data('SYS', null, this.#moved(ticket)), dueAt: this.#ahead(DAY_MS) })];
      case 'disposed':
        return this.#checked(ticket);
      case 'callback':
        return this.#calledBack(ticket);
      case 'closed':
        return this.#ended(ticket);
      case 'merged':
        return [this.#event('TicketDetached', { ...this.#data('CEN', null), from: 'other' as TicketId, status: ticket.work?.statusBefore ?? 'reported' })];
      default:
        return [this.#event('TicketNoted', this.#data('CEN', null))];
    }
  } // prettier-ignore

  #accepted(ticket: Ticket): TicketEvent {
    const accept = ticket.work?.clocks.find(({ kind }) => kind === 'accept') ?? this.#clock('accept', 'accept', SCRIPT_UNITS[0]);
    return this.#event('TicketAccepted', {
      ...this.#data('CEN', null, [{ ...accept, stoppedAt: this.#now }]),
      ...{ classification: { category: 'E0110' }, desk: null, centre: SCRIPT_UNITS[0] ?? null },
      ...(this.#chance(0.5) && { place: this.#place() }),
    });
  } // prettier-ignore

  #registered(): TicketEvent {
    const clock = this.#clock('citizen-1', 'citizen', null);
    return this.#event('TicketRegistered', {
      ...this.#data('CEN', null, [clock]),
      ...{ dueAt: clock.dueAt, classification: {}, condition: null, aspect: null, isEnterprise: false },
      ...{ policy: { id: 'p', version: 1 }, desk: null },
    });
  }

  #dispatched(ticket: Ticket): TicketEvent {
    const lead = this.#one(SCRIPT_UNITS.slice(1)) as UnitId;
    const round = (ticket.work?.dispatches ?? 0) + 1;
    const ofUnits = this.#stopped(ticket, ({ kind }) => kind === 'respond' || kind === 'resolve' || kind === 'redo');
    const clocks = [...ofUnits, this.#clock(`respond-${round}`, 'respond', lead), this.#clock(`resolve-${round}`, 'resolve', lead)];
    return this.#event('TicketDispatched', {
      ...this.#data('CEN', null, clocks),
      ...{ disposition: 'fast', lead, leadName: lead, tasks: [], leader: null, isDesignated: false, duty: null },
    });
  } // prettier-ignore

  #returnAsked(ticket: Ticket): TicketEvent {
    return this.#event('TicketReturnRequested', {
      ...this.#dataOfLead(ticket),
      ...{ reason: 'not-our-duty', suggestedUnit: null, legalBasis: 'a law' },
    });
  }

  #returnJudged(ticket: Ticket): TicketEvent {
    const unit = ticket.work?.lead ?? ('x' as UnitId);
    if (this.#chance(0.4)) return this.#event('TicketReturnDenied', { ...this.#data('CEN', null), unit });
    const clocks = this.#stopped(ticket, ({ kind }) => kind === 'respond' || kind === 'resolve');
    return this.#event('TicketReturnAccepted', { ...this.#data('CEN', null, clocks), unit, isLocked: false });
  }

  #handled(ticket: Ticket): TicketEvent {
    const { work } = ticket;
    const draw = this.#draw();
    if (draw < 0.25) {
      const clocks = this.#stopped(ticket, ({ kind }) => kind === 'respond');
      return this.#event('TicketContacted', { ...this.#dataOfLead(ticket), clocks, isReached: true, isFirstResponse: clocks.length > 0 });
    }
    if (draw < 0.35) {
      const dueAt = this.#ahead(2 * DAY_MS);
      return this.#event('TicketExtended', { ...this.#data('CEN', null), dueAt, days: 1, oldDueAt: null, newDueAt: dueAt });
    }
    if (draw < 0.45 && work?.suspensions === 0) {
      const clocks = this.#stopped(ticket, () => true).map((clock) => ({ ...clock, stoppedAt: null, dueAt: null }));
      return this.#event('TicketSuspended', { ...this.#data('LEA', null, clocks), dueAt: null, reason: 'a dig', resumeAt: this.#ahead(DAY_MS) });
    }
    if (draw < 0.5 && !work?.isReturnLocked) return this.#returnAsked(ticket);
    if (draw < 0.55) return this.#dispatched(ticket);
    return this.#disposed(ticket, work?.lead ?? null);
  } // prettier-ignore

  #disposed(ticket: Ticket, unit: UnitId | null): TicketEvent {
    const data = this.#data(
      ROLE_OF_UNIT[unit ?? ''] ?? 'GRD',
      unit,
      this.#stopped(ticket, ({ kind }) => kind !== 'accept'),
    );
    return this.#event('TicketDisposed', { ...data, evidence: [] });
  }

  #checked(ticket: Ticket): TicketEvent[] {
    const again = (ticket.work?.clocks ?? []).filter(({ kind, stoppedAt }) => stoppedAt === ticket.disposedAt && kind !== 'respond');
    if (this.#chance(0.2)) {
      const clocks = again.map((clock) => ({ ...clock, stoppedAt: null }));
      return [this.#event('TicketReworkOrdered', this.#data('CEN', null, clocks))];
    }
    const needsCallback = !ticket.work?.isPatrol;
    const passed = this.#event('TicketCheckPassed', { ...this.#data('CEN', null), needsCallback });
    return needsCallback ? [passed] : [passed, this.#event('TicketClosed', this.#data('CEN', null))];
  } // prettier-ignore

  #calledBack(ticket: Ticket): TicketEvent[] {
    const outcome = this.#one(['reached', 'reached', 'reached', 'unreachable', 'waived'] as const) ?? 'waived';
    const isReached = outcome === 'reached';
    const isSolved = isReached ? this.#chance(0.7) : null;
    const result = { at: this.#now, outcome, isSolved, isSatisfied: isReached ? this.#chance(0.7) : null };
    const called = this.#event('TicketCalledBack', { ...this.#data('CEN', null), result });
    if (outcome === 'unreachable') return [called];
    if (isSolved !== false) return [called, this.#event('TicketClosed', this.#data('CEN', null))];
    const redo = this.#clock(`redo-${(ticket.work?.redos ?? 0) + 1}`, 'redo', ticket.work?.lead ?? null);
    return [called, this.#event('TicketRedoOrdered', { ...this.#data('CEN', null, [redo]), dueAt: redo.dueAt })];
  }

  #ended(ticket: Ticket): TicketEvent[] {
    if (this.#chance(0.5) && ticket.work?.lead != null && !ticket.work.isAppealed) {
      return [
        this.#event('TicketAppealed', { ...this.#dataOfLead(ticket), reason: 'a storm' }),
        this.#event('TicketAppealApproved', this.#data('CEN', null)),
        this.#event('TicketExempted', { ...this.#data('LEA', null), reason: 'a storm' }),
      ];
    }
    return [this.#chance(0.3) ? this.#reopened(ticket) : this.#event('TicketCallerAnswered', this.#data('CEN', null))];
  }

  #reopened(ticket: Ticket): TicketEvent {
    const round = (ticket.work?.clocks ?? []).filter(({ kind }) => kind === 'citizen').length + 1;
    const clock = this.#clock(`citizen-${round}`, 'citizen', null);
    return this.#event('TicketReopened', {
      ...this.#data('CEN', null, [clock]),
      dueAt: clock.dueAt,
      newFacts: 'new',
      centre: null,
    });
  }

  #event<Type extends LifeEvent['type']>(
    type: Type,
    data: LifeData & Omit<Extract<LifeEvent, { type: Type }>['data'], keyof LifeData>,
    happenedAt: Instant = this.#now,
  ): TicketEvent {
    return { type, typeVersion: 1, happenedAt, data } as unknown as TicketEvent;
  }

  #data(role: ActorKind, unit: UnitId | null, clocks: readonly TicketClock[] = []): LifeData {
    return { by: { who: `user-${role}`, role, unit }, key: null, note: 'because', clocks };
  }

  #dataOfLead({ work }: Ticket): LifeData {
    const unit = work?.lead ?? null;
    return this.#data(ROLE_OF_UNIT[unit ?? ''] ?? 'COM', unit);
  }

  #clock(id: string, kind: ClockKind, unit: UnitId | null | undefined): TicketClock {
    return {
      ...{ id, kind, unit: unit ?? null, startedAt: this.#now, stoppedAt: null, basis: 'policy', ref: 'script', limit: null },
      ...{ extendedDays: 0, candidates: [], dueAt: this.#chance(0.95) ? this.#ahead(DAY_MS) : null, warnAt: null, purpleAt: null },
      ...{ isProvisional: false, calendar: 'script' },
    };
  } // prettier-ignore

  #stopped(ticket: Ticket, isMeant: (clock: TicketClock) => boolean): TicketClock[] {
    const running = (ticket.work?.clocks ?? []).filter((clock) => clock.stoppedAt === null && isMeant(clock));
    return running.map((clock) => ({ ...clock, stoppedAt: this.#now }));
  }

  #moved(ticket: Ticket): TicketClock[] {
    const running = (ticket.work?.clocks ?? []).filter(({ stoppedAt }) => stoppedAt === null);
    return running.map((clock) => ({ ...clock, dueAt: this.#ahead(DAY_MS) }));
  }

  #place(): Place {
    const region = this.#one(SCRIPT_TREE.regions);
    const source = this.#one(['point', 'code', 'person', 'none'] as const) ?? 'none';
    return { regionId: this.#chance(0.95) ? (region?.id ?? null) : null, point: null, source };
  }

  #chance(likely: number): boolean {
    return this.#draw() < likely;
  }

  #one<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.#draw() * items.length)];
  }

  #ago(longest: number): Instant {
    return instant(this.#now - Math.floor(this.#draw() * longest));
  }

  #ahead(longest: number): Instant {
    return instant(this.#now + Math.floor((this.#draw() - 0.1) * longest));
  }
}

/** Even draws from [0, 1), the same for the same seed (a xorshift of 32 bits). */
function randomOf(seed: number): Draw {
  let state = (seed * 2_654_435_761 + 1) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export const SCRIPT_START = instant(Date.UTC(2026, 5, 1, 2));
export const LONGEST_WAIT_MS = 2 * HOUR_MS + 7 * MINUTE_MS;
