import {
  DEFAULT_POLICY_BOOK,
  Organisation,
  streamId,
  streamKeyOf,
  type LifeContext,
  type StreamId,
  type Ticket,
  type TicketId,
} from '@citybrain/domain';
import type { RegionsAnswer, TicketAnswer, TicketsAnswer } from '@citybrain/protocol';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../../packages/domain/src/test-kit/commands.ts';
import { PARTS, TODAY } from '../../../packages/domain/src/test-kit/organisation-fixture.ts';
import { WEEK_CALENDAR } from '../../../packages/domain/src/test-kit/week-calendar.ts';
import { Access } from '../access/access.ts';
import { principal, secretOfKind } from '../access/test-kit/access-fixture.ts';
import { CommandBus } from '../commands/command-bus.ts';
import { Intake } from '../feeds/intake.ts';
import { readJsonItems } from '../feeds/read-items.ts';
import { subjectStream } from '../feeds/subject-id.ts';
import { ticketItem } from '../feeds/test-kit/intake-fixture.ts';
import {
  DISTRICT,
  EAST,
  FAR_AWAY,
  IN_EAST,
  IN_WEST,
  TWO_STREET_SHAPES,
  TWO_STREETS,
  twoStreets,
  WEST,
} from '../feeds/test-kit/two-streets.ts';
import { TicketHistory } from '../history/ticket-history.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { Quarantine } from '../log/quarantine.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { CityPicture } from '../views/city-picture.ts';
import { registerAuthentication } from './authenticate.ts';
import { pictureRoutes } from './picture-routes.ts';
import { registerProblems } from './problem.ts';
import { quarantineRoutes } from './quarantine-routes.ts';
import { takeRawBodies } from './raw-bodies.ts';

const ADMINISTRATOR = secretOfKind('api');
const OF_WEST = secretOfKind('session');
const DISPLAY = secretOfKind('display');
const NOW = at(600);

const HOUR = (hour: number, minute = 0): string =>
  `2026-06-25T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+08:00`;

describe('reading the picture over HTTP', () => {
  let store: TestStore;
  let app: FastifyInstance;
  let intake: Intake;
  let picture: CityPicture;
  const idOf = (id: string): string => streamKeyOf(subjectStream('ticket', 'hotline', id));

  const send = (...items: unknown[]): ReturnType<Intake['take']> =>
    intake.take(readJsonItems(Buffer.from(JSON.stringify(items)), 20_000), {
      ...{ name: 'hotline', home: DISTRICT, zone: 'Asia/Shanghai' },
    });

  beforeAll(async () => {
    store = await openTestStore();
    const log = new PostgresEventLog(store.database);
    const geography = twoStreets();
    const { placeIndex } = geography;
    picture = new CityPicture({ tree: TWO_STREETS, placeIndex, zone: 'Asia/Shanghai', asOf: NOW });
    const now = (): typeof NOW => NOW;
    const submit = new CommandBus({ log, now, onAppended: (events) => picture.apply(events) });
    const quarantine = new Quarantine(store.database);
    intake = new Intake({ submit, quarantine, geography: () => geography, now });
    const access = new Access(() => TWO_STREETS);
    const known = new Map([
      [ADMINISTRATOR, principal({ role: 'administrator' })],
      [OF_WEST, principal({ role: 'supervisor', scopeId: WEST })],
      [DISPLAY, principal({ role: 'display' })],
    ]);
    const history = new TicketHistory(store.database, log);
    const ticketIndex = (ticket: Ticket): number => placeIndex(ticket.facts.place);
    const organisation = new Organisation(PARTS);
    const inForce: LifeContext = {
      ...{ now: NOW, calendar: WEEK_CALENDAR, organisation, policies: DEFAULT_POLICY_BOOK, statutes: null },
      regionPath: () => [],
    };
    app = fastify({ routerOptions: { maxParamLength: 300 } });
    registerProblems(app);
    registerAuthentication(app, {
      accounts: { verify: (secret) => Promise.resolve(known.get(secret) ?? null) },
      access,
    });
    pictureRoutes(app, {
      ...{ access, picture: () => picture, tree: () => TWO_STREETS },
      regionSet: () => ({
        ...{ regions: TWO_STREETS.regions, shapes: TWO_STREET_SHAPES, origin: 'drawn', isSchematic: true },
      }),
      ...{ placeIndex: ticketIndex, history },
      answer: {
        ...{ access, placeIndex: ticketIndex, history, organisation: () => organisation },
        ...{ tree: () => TWO_STREETS, today: () => TODAY, lifeContext: () => inForce },
      },
    });
    await app.register(async (raw) => {
      takeRawBodies(raw);
      quarantineRoutes(raw, { quarantine, intake, zone: 'Asia/Shanghai', now });
    });
    await send(
      ...Array.from({ length: 7 }, (_, index) =>
        ticketItem({
          id: `west ${index}`,
          ...IN_WEST,
          reportedAt: HOUR(8, index < 3 ? 0 : index),
          title: `西 ${index}`,
        }),
      ),
      ticketItem({ id: 'east', ...IN_EAST, title: 'CANARY', address: 'CANARY', text: 'CANARY 13812345678' }),
      ticketItem({ id: 'nowhere', ...FAR_AWAY, title: 'CANARY of the district' }),
      ...Array.from({ length: 5 }, (_, index) =>
        ticketItem({
          id: `closed ${index}`,
          ...IN_WEST,
          reportedAt: HOUR(7),
          closedAt: HOUR(9, index < 3 ? 0 : index),
        }),
      ),
      ticketItem({ id: 'closed east', ...IN_EAST, title: 'CANARY', reportedAt: HOUR(7), closedAt: HOUR(9) }),
      { kind: 'station', id: 'w', name: '西站', happenedAt: HOUR(9), ...IN_WEST },
      { kind: 'station', id: 'e', name: 'CANARY', happenedAt: HOUR(9), ...IN_EAST },
      { kind: 'incident', id: 'w', title: '西', updatedAt: HOUR(9), startsAt: HOUR(20), ...IN_WEST },
      { kind: 'incident', id: 'e', title: 'CANARY', updatedAt: HOUR(9), startsAt: HOUR(20), ...IN_EAST },
      { kind: 'ticket', id: 'broken', title: '' },
    );
  });
  afterAll(async () => {
    await app.close();
    await store.close();
  });

  interface Answered {
    readonly status: number;
    readonly body: ReturnType<typeof JSON.parse>;
    readonly text: string;
  }

  const get = async (url: string, secret = OF_WEST): Promise<Answered> => {
    const cookie = secret === OF_WEST;
    const headers = cookie ? { cookie: `citybrain_session=${secret}` } : { authorization: `Bearer ${secret}` };
    const reply = await app.inject({ url, headers });
    return { status: reply.statusCode, body: reply.json(), text: reply.body };
  };

  it.each([
    '/api/v1/regions',
    `/api/v1/regions/${WEST}/shapes`,
    '/api/v1/measures',
    '/api/v1/tickets',
    '/api/v1/tickets?status=closed',
    '/api/v1/stations',
    '/api/v1/incidents',
  ])("[A5] %s holds a supervisor's street and no trace of another", async (url) => {
    const { status, text } = await get(url);
    expect(status).toBe(200);
    for (const trace of ['CANARY', EAST, '延安路', DISTRICT]) {
      // A region names the one above it; that is all of the district that shows.
      const shown = text.replaceAll(`"parentId":"${DISTRICT}"`, '');
      expect(shown).not.toContain(trace);
    }
  });

  it.each([EAST, DISTRICT, 'nbs:999999999999', 'x'])('[A3] answers 403 for %s, known or not, in the same words', async (scope) => {
    for (const what of ['regions', 'measures', 'tickets', 'stations', 'incidents']) {
      const { status, body } = await get(`/api/v1/${what}?scope=${scope}`);
      expect([status, body.detail]).toEqual([403, `someone may not see ${scope}`]);
    }
    expect((await get(`/api/v1/regions/${scope}/shapes`)).status).toBe(403);
  }); // prettier-ignore

  it('[A3] answers 404 for a ticket of another street, as for one that is not there', async () => {
    for (const id of [idOf('east'), idOf('closed east'), idOf('nowhere'), 'unknown', '%00', 'x'.repeat(250)]) {
      const { status, body } = await get(`/api/v1/tickets/${id}`);
      expect([id, status, body.code]).toEqual([id, 404, 'unknown-ticket']);
    }
    expect((await get(`/api/v1/tickets/${idOf('east')}`, ADMINISTRATOR)).status).toBe(200);
  });

  it('[A4] shows a display no single ticket, and a supervisor no quarantine', async () => {
    expect((await get('/api/v1/tickets', DISPLAY)).status).toBe(403);
    expect((await get('/api/v1/quarantine')).status).toBe(403);
  });

  it('[T2] answers with the as-of, and measures with the sequence they stand at', async () => {
    const { body } = await get('/api/v1/measures', ADMINISTRATOR);
    expect(body.asOf).toBe(NOW);
    expect(body.sequence).toBeGreaterThan(20);
    expect(await get('/api/v1/tickets')).toMatchObject({ body: { asOf: NOW } });
  });

  it('[T4] says that a map was drawn by the program and where shapes come from', async () => {
    const { body }: { body: RegionsAnswer } = await get('/api/v1/regions', ADMINISTRATOR);
    expect(body).toMatchObject({ isSchematic: true, origin: 'drawn' });
    expect(body.regions.map(({ id }) => id)).toEqual([DISTRICT, WEST, EAST]);
  });

  it.each(['open', 'closed'] as const)('pages through %s tickets, newest first, each once', async (status) => {
    const ids: string[] = [];
    let next: string | null = '';
    for (let page = 0; next !== null && page < 20; page += 1) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const { body }: { body: TicketsAnswer } = await get(`/api/v1/tickets?status=${status}&limit=2${cursor}`);
      ids.push(...body.tickets.map(({ id }) => id));
      next = body.next;
    }
    const expected = status === 'open' ? 7 : 5;
    expect([ids.length, new Set(ids).size]).toEqual([expected, expected]);
    const { body: whole }: { body: TicketsAnswer } = await get(`/api/v1/tickets?status=${status}`);
    expect(whole.tickets.map(({ id }) => id)).toEqual(ids);
  });

  it('goes on behind a ticket that was closed between two pages', async () => {
    const { body: first }: { body: TicketsAnswer } = await get('/api/v1/tickets?limit=2');
    const last = first.tickets[1]!;
    const number = last.title?.slice(-1);
    await send(
      ticketItem({ id: `west ${number}`, ...IN_WEST, reportedAt: HOUR(8, Number(number)), closedAt: HOUR(10) }),
    );
    const { body: second }: { body: TicketsAnswer } = await get(
      `/api/v1/tickets?cursor=${encodeURIComponent(first.next ?? '')}`,
    );
    expect(second.tickets).toHaveLength(5);
  });

  it.each(['x', '1', '99999999999999999999 x', 'NaN x', '1 %00', "1 '"])(
    'answers 400 for the cursor %s',
    async (cursor) => {
      for (const status of ['open', 'closed']) {
        const { status: code, body } = await get(`/api/v1/tickets?status=${status}&cursor=${cursor}`);
        expect([code, body.code]).toEqual([400, 'not-a-cursor']);
      }
    },
  );

  it('[A7] shows one ticket with its history, and what is personal only in part', async () => {
    const { body }: { body: TicketAnswer } = await get(`/api/v1/tickets/${idOf('east')}`, ADMINISTRATOR);
    expect(body.text).toBe('CANARY 138****5678');
    expect(body.ticket.id).toBe(idOf('east') as TicketId);
    expect(body.history).toMatchObject([{ type: 'TicketReported', causedBy: 'feed:hotline', recordedAt: NOW }]);
    expect(body).toMatchObject({ version: 1, asOf: NOW, marks: [], life: null, unitNames: {} });
    expect(body.moves).toContainEqual({ move: 'note', refusal: null });
    const stream: StreamId = streamId('ticket', idOf('east'));
    expect(stream).toContain(body.ticket.id);
  });

  it('[I17] lists what was refused, and takes it when it is sent again corrected', async () => {
    const listed = await get('/api/v1/quarantine', ADMINISTRATOR);
    expect(listed.body.counts).toEqual([{ code: 'schema', count: 1 }]);
    const [item] = listed.body.items;
    const resend = async (id: number | string, payload = ''): Promise<[number, unknown]> => {
      const headers = { authorization: `Bearer ${ADMINISTRATOR}`, 'content-type': 'application/json' };
      const reply = await app.inject({ method: 'POST', url: `/api/v1/quarantine/${id}/resend`, headers, payload });
      return [reply.statusCode, reply.json()];
    };
    expect(await resend(item!.id)).toMatchObject([200, { rejected: 1 }]);
    expect(await resend(item!.id, '{"broken')).toMatchObject([400, { code: 'not-json' }]);
    expect(await resend(item!.id, JSON.stringify(ticketItem({ id: 'broken' })))).toMatchObject([200, { accepted: 1 }]);
    expect((await get('/api/v1/quarantine', ADMINISTRATOR)).body.items).toEqual([]);
    expect(await resend(999_999)).toMatchObject([404, { code: 'unknown-item' }]);
    expect(await resend('99999999999999999999')).toMatchObject([400, { code: 'not-valid' }]);
    expect((await get('/api/v1/quarantine?before=99999999999999999999', ADMINISTRATOR)).status).toBe(400);
  });

  it('[V14] lists the tickets whose limits broke in an hour of the week or on a day, masked for a display', async () => {
    const dueAt = HOUR(9, 30);
    await send(
      ticketItem({ id: 'late west', ...IN_WEST, reportedAt: HOUR(8), dueAt, title: '西晚' }),
      ticketItem({ id: 'late east', ...IN_EAST, reportedAt: HOUR(8), dueAt, title: 'CANARY' }),
    );
    const { week, days } = picture.breachTimes(TWO_STREETS.indexOf(WEST));
    const weekHour = week.indexOf(1);
    const day = days.find(({ breached }) => breached === 1)?.startsAt;
    for (const cell of [`weekHour=${weekHour}`, `day=${day}`]) {
      const { body }: { body: TicketsAnswer } = await get(`/api/v1/breached-tickets?${cell}`);
      expect(body.tickets.map(({ title }) => title)).toEqual(['西晚']);
      const asWall: { body: TicketsAnswer } = await get(`/api/v1/breached-tickets?scope=${WEST}&${cell}`, DISPLAY);
      expect(asWall.body.tickets.map(({ title }) => title)).toEqual([null]);
    }
    for (const cell of ['', 'weekHour=168', 'weekHour=1&day=0', 'day=x']) {
      expect((await get(`/api/v1/breached-tickets?${cell}`)).status).toBe(400);
    }
    expect((await get(`/api/v1/breached-tickets?weekHour=0&scope=${EAST}`)).status).toBe(403);
  });
});
