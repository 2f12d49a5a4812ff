import {
  DEFAULT_POLICY_BOOK,
  decideLife,
  decideTicket,
  evolveTicket,
  instant,
  isLate,
  Organisation,
  unmarkedTiers,
  type Decision,
  type Instant,
  type LifeContext,
  type RecordTicket,
  type Ticket,
  type TicketEvent,
} from '@citybrain/domain';
import { beforeAll, expect, it } from 'vitest';
import { PARTS } from '../../packages/domain/src/test-kit/organisation-fixture.ts';
import { WEEK_CALENDAR } from '../../packages/domain/src/test-kit/week-calendar.ts';
import { describeWithShared } from '../../tests/support/shared-material.ts';
import { cityOf } from './city.ts';
import { checkItem } from './feeds/intake.ts';
import { boston311 } from './feeds/presets/boston311.ts';
import { readTicketRows, surveyTicketFile } from './ticket-file.ts';

/** A row by the way of our import, and what the city says of it. */
interface Judged {
  readonly command: RecordTicket;
  /** `ONTIME`, `OVERDUE`, or nothing. */
  readonly flag: string;
}

/** `ontime` is the fifth column. */
const FLAG_COLUMN = 4;
const FILE = 'tickets/boston/311_service_requests_2011H2_full.csv.zip';

async function readRows(path: string): Promise<Judged[]> {
  const { regions } = await surveyTicketFile(path, boston311);
  const { geography } = cityOf({ regions, shapes: new Map(), origin: '', isSchematic: false, version: 1 });
  const feed = { name: 'boston311', home: regions[0]?.id ?? null, zone: boston311.zone };
  const rows: Judged[] = [];
  for await (const { fields, read } of readTicketRows(path, boston311)) {
    const value = 'item' in read ? read.item : null;
    const checked = checkItem({ index: 0, value, fault: null, raw: () => Buffer.alloc(0) }, feed, geography);
    const command = checked.ok ? checked.value.steps[0]?.command : undefined;
    if (command?.type !== 'RecordTicket') throw new Error(`a row is none: ${JSON.stringify(checked)}`);
    rows.push({ command, flag: fields[FLAG_COLUMN] ?? '' });
  }
  return rows;
}

function fold(ticket: Ticket | null, decision: Decision<TicketEvent>): Ticket {
  if (decision.kind !== 'events') throw new Error(JSON.stringify(decision));
  return decision.events.reduce<Ticket | null>(evolveTicket, ticket) as Ticket;
}

/** The clock of a source needs the time and nothing else. */
const inForceAt = (now: Instant): LifeContext => ({
  ...{ now, calendar: WEEK_CALENDAR, organisation: new Organisation(PARTS), policies: DEFAULT_POLICY_BOOK },
  ...{ statutes: null, regionPath: () => [] },
});

/** What the timer finds by `until`. */
const timed = (ticket: Ticket, until: Instant, context: LifeContext): Ticket =>
  unmarkedTiers(ticket)
    .filter(({ at }) => at < until)
    .reduce(
      (found, { clock, tier }) => fold(found, decideLife(found, { type: 'MarkClock', clock: clock.id, tier }, context)),
      ticket,
    );

/** The row as it stood before it was closed. */
const whileOpen = (command: RecordTicket): RecordTicket => ({
  ...{ ...command, status: 'reported', closedAt: null },
  updatedAt: instant(command.reportedAt - 1),
});

describeWithShared("Boston's own verdict on 58,251 tickets", FILE, (path) => {
  let rows: Judged[];
  let asOf: Instant;
  let context: LifeContext;
  beforeAll(async () => {
    rows = await readRows(path);
    asOf = instant(Math.max(...rows.map(({ command }) => command.updatedAt)));
    context = inForceAt(asOf);
  }, 60_000);

  const imported = ({ command }: Judged): Ticket => fold(null, decideTicket(null, command, asOf));

  /** The timer sees the ticket until `heardAt`, when the word comes that it was closed. */
  const lived = ({ command }: Judged, heardAt: Instant): Ticket => {
    const open = timed(fold(null, decideTicket(null, whileOpen(command), asOf)), heardAt, context);
    return command.closedAt === null ? open : fold(open, decideTicket(open, command, asOf));
  };

  const disagreeing = (ticketOf: (row: Judged) => Ticket): Judged[] =>
    rows.filter((row) => row.flag !== '' && (isLate(ticketOf(row), asOf) ? 'OVERDUE' : 'ONTIME') !== row.flag);

  it('[D28] is ours: no target is in time, finished by the target is in time, everything else is late', () => {
    const flagged = rows.filter(({ flag }) => flag !== '');
    const disagreements = disagreeing(imported);
    console.info(`${rows.length} rows, ${flagged.length} with a flag, ${disagreements.length} disagreements`);
    expect(disagreements).toEqual([]);
    expect([rows.length, flagged.length]).toEqual([58_251, 58_093]);
  });

  it('[D28] is ours also where the timer saw every deadline pass', () => {
    expect(disagreeing((row) => lived(row, row.command.closedAt ?? asOf))).toEqual([]);
  });

  it('[D28] is ours also where the timer marked breaches before the city told that it had finished in time', () => {
    let refuted = 0;
    const disagreements = disagreeing((row) => {
      const ticket = lived(row, asOf);
      if (ticket.marks.some(({ tier }) => tier === 'breached') && !isLate(ticket, asOf)) refuted += 1;
      return ticket;
    });
    expect(disagreements).toEqual([]);
    expect(refuted).toBeGreaterThan(30_000);
  });

  it('[D28] covers the odd rows: targets of 2059, targets before the report, and rows without a flag', () => {
    const lateOf = (chosen: readonly Judged[]): number => chosen.filter((row) => isLate(imported(row), asOf)).length;
    const far = rows.filter(({ command }) => (command.facts.dueAt ?? 0) > Date.UTC(2050, 0));
    const backwards = rows.filter(({ command }) => (command.facts.dueAt ?? Infinity) < command.reportedAt);
    const silent = rows.filter(({ flag }) => flag === '');
    console.info(
      `${far.length} targets of 2059: all closed before, in time (flagged due-implausible, never timed)\n` +
        `${backwards.length} targets before the report: finished after them, late (flagged due-before-report, never timed)\n` +
        `${silent.length} rows without a flag of the city: ${lateOf(silent)} late by the rule, nothing to compare`,
    );
    expect([far.length, lateOf(far), ...new Set(far.map(({ flag }) => flag))]).toEqual([18, 0, 'ONTIME']);
    expect([backwards.length, lateOf(backwards), ...new Set(backwards.map(({ flag }) => flag))]).toEqual([
      3,
      3,
      'OVERDUE',
    ]);
    expect([silent.length, lateOf(silent)]).toEqual([158, 158]);
    for (const row of [...far, ...backwards])
      expect(unmarkedTiers(fold(null, decideTicket(null, whileOpen(row.command), asOf)))).toEqual([]);
  });
});
