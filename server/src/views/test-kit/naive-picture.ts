import {
  brokenLimitAt,
  categoryGroupOf,
  DAY_MS,
  DISPOSITIONS,
  evolveIncident,
  evolveStation,
  countsAsLate,
  evolveTicket,
  finishedAt,
  HOUR_MS,
  instant,
  isAwaitingCheck,
  isIncidentOver,
  isOpen,
  isUnfinished,
  LATE,
  streamKeyOf,
  streamKindOf,
  TIME_BANDS,
  timeBandAt,
  type Incident,
  type IncidentEvent,
  type Instant,
  type LogEvent,
  type Measures,
  type Station,
  type StationEvent,
  type Ticket,
  type TicketEvent,
} from '@citybrain/domain';
import { forgottenFrom } from '../ticket-memory.ts';
import { SCRIPT_TREE, scriptPlaceIndex, START_OF_DAY } from './city-script.ts';

/** For tests: the picture by definition, counted anew from all folds each time it is asked. Slow and plain. */
export class NaivePicture {
  readonly tickets = new Map<string, Ticket>();
  readonly stations = new Map<string, Station>();
  readonly incidents = new Map<string, Incident>();
  /** What happened, where it then was. */
  readonly noted: {
    readonly sequence: number;
    readonly type: string;
    readonly region: number;
    readonly recordedAt: Instant;
  }[] = [];

  constructor(log: readonly LogEvent[]) {
    for (const event of log) this.#fold(event);
  }

  #fold(event: LogEvent): void {
    const key = streamKeyOf(event.stream);
    const { type, sequence, recordedAt } = event;
    const note = (region: number): unknown => this.noted.push({ type, sequence, recordedAt, region });
    switch (streamKindOf(event.stream)) {
      case 'ticket': {
        const known = this.tickets.get(key) ?? null;
        if (known && isForgotten(known, recordedAt)) return;
        const ticket = evolveTicket(known, event as LogEvent<TicketEvent>);
        this.tickets.set(key, ticket);
        note(scriptPlaceIndex(ticket.facts.place));
        return;
      }
      case 'station': {
        const station = evolveStation(this.stations.get(key) ?? null, event as LogEvent<StationEvent>);
        this.stations.set(key, station);
        note(scriptPlaceIndex(station.facts.place));
        return;
      }
      case 'incident': {
        const known = this.incidents.get(key) ?? null;
        const incident = evolveIncident(known, event as LogEvent<IncidentEvent>);
        this.incidents.set(key, incident);
        if (!known || !isIncidentOver(known)) note(scriptPlaceIndex(incident.facts.place));
      }
    }
  }

  openIds(region: number): string[] {
    return [...this.tickets].flatMap(([id, ticket]) => (isOpen(ticket) && lies(ticket, region) ? [id] : []));
  }

  latest(region: number): number[] {
    return this.noted
      .filter((note) => note.type !== 'StationReadingTaken' && isWithin(note.region, region))
      .slice(-40)
      .map(({ sequence }) => sequence);
  }

  /** By hour of the week of the script's city, eight hours ahead; as in the picture. */
  breachWeek(region: number, asOf: Instant): number[] {
    const week = new Array<number>(168).fill(0);
    const running = Math.floor(asOf / HOUR_MS);
    for (const ticket of this.tickets.values()) {
      const hour = Math.floor((brokenLimit(ticket, asOf) ?? -1) / HOUR_MS);
      if (!lies(ticket, region) || hour > running || hour <= running - 28 * 24) continue;
      // The first hour of 1970 was a Thursday's.
      const weekHour = (((hour + 8 + 3 * 24) % 168) + 168) % 168;
      week[weekHour] = (week[weekHour] ?? 0) + 1;
    }
    return week;
  }

  /** Late and open by group of categories. */
  matters(
    region: number,
    asOf: Instant,
  ): { readonly category: string; readonly open: number; readonly late: number }[] {
    const open = [...this.tickets.values()].filter((ticket) => isOpen(ticket) && lies(ticket, region));
    const wordOf = ({ facts }: Ticket): string => (facts.category === null ? '' : categoryGroupOf(facts.category));
    return [...new Set(open.map(wordOf))].sort().map((category) => {
      const its = open.filter((ticket) => wordOf(ticket) === category);
      const late = its.filter((ticket) => isUnfinished(ticket) && timeBandAt(ticket.facts.dueAt, asOf) === LATE).length;
      return { category, open: its.length, late };
    });
  }

  measures(region: number, asOf: Instant): Measures {
    const all = [...this.tickets.values()].filter((ticket) => lies(ticket, region));
    const open = all.filter(isOpen);
    const here = open.filter(({ facts }) => scriptPlaceIndex(facts.place) === region);
    const isUnplaced = ({ facts }: Ticket): boolean => facts.place.source === 'none' || facts.place.source === 'outside';
    const dayStartsAt = START_OF_DAY(asOf);
    const isToday = (at: Instant | null): boolean => at !== null && at >= dayStartsAt && at < dayStartsAt + DAY_MS;
    const timed = all.filter((ticket) => isToday(finished(ticket)) && ticket.facts.dueAt !== null);
    const running = Math.floor(asOf / HOUR_MS) * HOUR_MS;
    const hours = Array.from({ length: 24 }, (_, index) => instant(running - (23 - index) * HOUR_MS));
    const countIn = (hour: Instant, timeOf: (ticket: Ticket) => Instant | null): number =>
      all.filter((ticket) => Math.floor((timeOf(ticket) ?? -1) / HOUR_MS) * HOUR_MS === hour).length;
    const byWord = (wordOf: (ticket: Ticket) => string): { word: string; open: number; today: number }[] =>
      [...new Set(all.map(wordOf))]
        .map((word) => ({
          word,
          open: open.filter((ticket) => wordOf(ticket) === word).length,
          today: all.filter((ticket) => wordOf(ticket) === word && isToday(ticket.reportedAt)).length,
        }))
        .filter((entry) => entry.open + entry.today > 0)
        .sort((a, b) => b.open - a.open || b.today - a.today || (a.word < b.word ? -1 : 1));
    const dispositions = byWord(({ facts }) => facts.disposition ?? '');
    const stations = [...this.stations.values()].filter((station) => lies(station, region));
    return {
      dayStartsAt,
      open: open.length,
      awaitingCheck: open.filter(isAwaitingCheck).length,
      overdue: open.filter((ticket) => isUnfinished(ticket) && ticket.facts.dueAt !== null && ticket.facts.dueAt < asOf).length,
      timeLeft: TIME_BANDS.map((_, band) => open.filter((ticket) => isUnfinished(ticket) && timeBandAt(ticket.facts.dueAt, asOf) === band).length),
      unplaced: here.filter(isUnplaced).length,
      unplacedWithin: open.filter(isUnplaced).length,
      direct: here.filter((ticket) => !isUnplaced(ticket)).length,
      reportedToday: all.filter(({ reportedAt }) => isToday(reportedAt)).length,
      disposedToday: all.filter(({ disposedAt }) => isToday(disposedAt)).length,
      closedToday: all.filter(({ status, closedAt }) => status === 'closed' && isToday(closedAt)).length,
      onTimeToday: {
        numerator: timed.filter((ticket) => !countsAsLate(ticket, asOf)).length,
        denominator: timed.length,
      },
      hours: {
        startsAt: hours,
        reported: hours.map((hour) => countIn(hour, ({ reportedAt }) => reportedAt)),
        finished: hours.map((hour) => countIn(hour, finished)),
      },
      categories: byWord(({ facts }) => (facts.category === null ? '' : categoryGroupOf(facts.category))).map(
        ({ word, open: standing, today }) => ({ category: word, open: standing, today }),
      ),
      dispositions: [...DISPOSITIONS, ...(dispositions.some(({ word }) => word === '') ? [null] : [])].map((disposition) => {
        const { open: standing = 0, today = 0 } = dispositions.find(({ word }) => word === (disposition ?? '')) ?? {};
        return { disposition, open: standing, today };
      }),
      stations: { total: stations.length, silent: stations.filter(({ status }) => status === 'silent').length },
      activeIncidents: [...this.incidents.values()].filter((incident) => incident.status === 'started' && lies(incident, region)).length,
      lastRecordedAt: this.noted.findLast((note) => isWithin(note.region, region))?.recordedAt ?? null,
    };
  } // prettier-ignore
}

const brokenLimit = (ticket: Ticket, asOf: Instant): Instant | null =>
  brokenLimitAt(ticket, isUnfinished(ticket) && timeBandAt(ticket.facts.dueAt, asOf) === LATE);

const finished = (ticket: Ticket): Instant | null => finishedAt(ticket);

const isWithin = (index: number, region: number): boolean => index >= 0 && SCRIPT_TREE.isWithin(index, region);

const lies = ({ facts }: Ticket | Station | Incident, region: number): boolean =>
  isWithin(scriptPlaceIndex(facts.place), region);

const isForgotten = (ticket: Ticket, recordedAt: Instant): boolean =>
  !isOpen(ticket) && forgottenFrom(ticket) < recordedAt;
