import {
  DAY_MS,
  evolveTicket,
  instant,
  streamId,
  type LogEvent,
  type Place,
  type RegionId,
  type RegionTree,
  type Ticket,
  type TicketEvent,
} from '@citybrain/domain';
import type { ExclusionsAnswer, RatesAnswer } from '@citybrain/protocol';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MORNING } from '../../../packages/domain/src/test-kit/commands.ts';
import {
  asUnit,
  dispatchedLife,
  disposedBy,
  reported,
  SANITATION,
  step,
} from '../../../packages/domain/src/test-kit/measured-life.ts';
import { Access } from '../access/access.ts';
import { newSecret } from '../access/secrets.ts';
import {
  CITY,
  DISTRICT,
  OTHER_STREET,
  principal,
  secretOfKind,
  SMALL_TREE,
  STREET,
} from '../access/test-kit/access-fixture.ts';
import { MeasureExclusions } from '../history/measure-exclusions.ts';
import { MeasureHistory } from '../history/measure-history.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { CityPicture } from '../views/city-picture.ts';
import { registerAuthentication } from './authenticate.ts';
import { expectClosedRoutes } from './closed-routes.contract.ts';
import { registerProblems } from './problem.ts';
import { rateRoutes } from './rate-routes.ts';

const ZONE = 'Asia/Shanghai';
const NOW = instant(MORNING + DAY_MS);
const ADMINISTRATOR = secretOfKind('api');
const OF_STREET = newSecret('api', () => Buffer.alloc(32, 'street'));
const OF_OTHER = newSecret('api', () => Buffer.alloc(32, 'other'));
const DISPLAY = secretOfKind('display');

const in_ = (regionId: RegionId): Place => ({ regionId, point: null, source: 'code' });
const placeIndex = (place: Place): number => SMALL_TREE.indexOf(place.regionId ?? CITY);

let store: TestStore;
let log: PostgresEventLog;
let picture: CityPicture;
let app: FastifyInstance;

beforeEach(async () => {
  store = await openTestStore();
  log = new PostgresEventLog(store.database);
  picture = new CityPicture({ tree: SMALL_TREE, placeIndex, zone: ZONE, asOf: NOW });
  const access = new Access(() => SMALL_TREE);
  const known = new Map([
    [ADMINISTRATOR, principal({ role: 'administrator', name: 'admin' })],
    [OF_STREET, principal({ role: 'supervisor', name: 'street', scopeId: STREET })],
    [OF_OTHER, principal({ role: 'supervisor', name: 'other', scopeId: OTHER_STREET })],
    [DISPLAY, principal({ role: 'display', scopeId: DISTRICT })],
  ]);
  app = fastify();
  registerProblems(app);
  registerAuthentication(app, { accounts: { verify: (secret) => Promise.resolve(known.get(secret) ?? null) }, access });
  const history = new MeasureHistory(store.database);
  const exclusions = new MeasureExclusions(store.database);
  const tree = (): RegionTree => SMALL_TREE;
  rateRoutes(app, { access, tree, placeIndex, picture: () => picture, history, exclusions, zone: ZONE });
});
afterEach(async () => {
  await app.close();
  await store.close();
});

async function write(id: string, events: readonly TicketEvent[]): Promise<void> {
  const state = events.reduce<Ticket | null>((ticket, event) => evolveTicket(ticket, event), null) as Ticket;
  const stream = streamId('ticket', id);
  const after = { kind: 'ticket', state: { ...state, sourceId: id } } as const;
  const append = { stream, expectedVersion: 0, events, causedBy: 'user:test', after };
  const written: LogEvent[] = await log.append([append], NOW);
  picture.apply(written);
}

const placed = (region: RegionId, events: readonly TicketEvent[]): TicketEvent[] => [
  reported(0, { place: in_(region) }, false),
  ...events.slice(1),
];

const ask = async (secret: string, url: string): Promise<{ status: number; body: string }> => {
  const { statusCode, body } = await app.inject({
    url: `/api/v1/measures/${url}`,
    headers: { authorization: `Bearer ${secret}` },
  });
  return { status: statusCode, body };
};
const rates = async (query: string, secret = ADMINISTRATOR): Promise<RatesAnswer> =>
  JSON.parse((await ask(secret, `rates?${query}`)).body) as RatesAnswer;
const exclusionsOf = async (query: string, secret = ADMINISTRATOR): Promise<ExclusionsAnswer> =>
  JSON.parse((await ask(secret, `exclusions?${query}`)).body) as ExclusionsAnswer;
const one = (answer: RatesAnswer, id: string): unknown => answer.measures.find((measure) => measure.id === id);

const BOTH_DAYS = 'from=2026-06-25&to=2026-06-27';
const FIRST_DAY = 'from=2026-06-25&to=2026-06-26';

const LATE = [...dispatchedLife(50), disposedBy(60), step('TicketClosed', 70)];
const EXEMPTED = [
  ...LATE,
  step('TicketAppealed', 100, { ...asUnit(SANITATION, 'DEP'), reason: 'a storm, call 13812345678' }),
  step('TicketAppealApproved', 110),
  step('TicketExempted', 120, { by: { who: 'leader', role: 'LEA', unit: null }, reason: 'a storm, call 13812345678' }),
];

describe('the measures over HTTP', () => {
  it('[Q11] say up to when and to which entry they are true, and how they were read', async () => {
    await write('t1', placed(STREET, LATE));
    const now = await rates(`${BOTH_DAYS}&scope=${STREET}`);
    expect(now).toMatchObject({
      scope: STREET,
      unit: null,
      from: '2026-06-25',
      asOf: NOW,
      sequence: 7,
      readBy: 'live',
    });
    const past = await rates(`${FIRST_DAY}&scope=${STREET}`);
    expect(past).toMatchObject({ asOf: Date.UTC(2026, 5, 25, 16), readBy: 'history' });
    const longAgo = await rates(`from=2025-01-01&to=2026-06-27&scope=${STREET}`);
    expect(longAgo).toMatchObject({ asOf: NOW, readBy: 'history' });
    expect(longAgo.measures).toEqual(now.measures);
    expect(one(now, 'dispose_on_time')).toMatchObject({ numerator: 0, denominator: 1, rate: 0, isSmall: true });
  });

  it('[Q11] cover the scope of the caller, and one unit when asked', async () => {
    await write('t1', placed(STREET, LATE));
    await write('t2', placed(OTHER_STREET, [...dispatchedLife(600), disposedBy(60)]));
    const shares = async (query: string, secret?: string): Promise<unknown> => {
      const { numerator, denominator } = one(await rates(query, secret), 'dispose_on_time') as { numerator: number; denominator: number };
      return [numerator, denominator];
    };
    expect(await shares(BOTH_DAYS)).toEqual([1, 2]);
    for (const days of [BOTH_DAYS, FIRST_DAY]) {
      expect(await shares(days, OF_STREET)).toEqual([0, 1]);
      expect(await shares(days, OF_OTHER)).toEqual([1, 1]);
      expect(await shares(`${days}&unit=${SANITATION}`)).toEqual([1, 2]);
      expect(await shares(`${days}&unit=nobody`)).toEqual([0, 0]);
      expect((await ask(OF_STREET, `rates?${days}&scope=${OTHER_STREET}`)).status).toBe(403);
      expect((await ask(OF_STREET, `exclusions?${days}&scope=${DISTRICT}`)).status).toBe(403);
    }
    expect((await ask(DISPLAY, `rates?${BOTH_DAYS}`)).status).toBe(200);
    expect((await ask(DISPLAY, `exclusions?${BOTH_DAYS}`)).status).toBe(403);
  }); // prettier-ignore

  it('[Q5] name who was excused or left out, who asked, all who agreed, why, and the rate without', async () => {
    await write('t1', placed(STREET, EXEMPTED));
    const suspended = [
      step('TicketSuspensionRequested', 30, { ...asUnit(SANITATION, 'DEP'), reason: 'a dig', resumeOn: '2026-09-01', resumeAt: NOW }),
      step('TicketSuspensionApproved', 40),
      step('TicketSuspended', 50, { by: { who: 'leader', role: 'LEA', unit: null }, reason: 'a dig', resumeAt: NOW, dueAt: null }),
    ];
    await write('t2', placed(STREET, [...dispatchedLife(600), ...suspended]));
    await write('t3', placed(STREET, [...dispatchedLife(600).slice(0, 2), step('TicketCancelled', 45, { note: 'a test' })]));
    await write('t4', placed(STREET, [reported(0, {}, false), step('TicketRefused', 6, { reason: 'in-petition', told: 'go there', isTransferred: false, centre: null })]));
    await write('t5', placed(STREET, [...dispatchedLife(600), step('TicketMerged', 80, { into: 't1', centre: null, note: 'same' })]));
    const undone = [step('TicketMerged', 81, { into: 't1', centre: null }), step('TicketDetached', 82, { from: 't1', status: 'handling' })];
    await write('t6', placed(STREET, [...dispatchedLife(600), ...undone]));
    for (const days of [BOTH_DAYS, FIRST_DAY]) {
      const { exclusions, rates: compared } = await exclusionsOf(`${days}&scope=${STREET}`, OF_STREET);
      expect(exclusions.map(({ reason, ticket, askedBy, approvedBy, why, code, exempt }) => [reason, ticket, askedBy?.who ?? null, approvedBy.map(({ who }) => who), why, code, exempt])).toEqual([
        ['exempted', 't1', SANITATION, ['centre', 'leader'], 'a storm, call 138****5678', null, ['disposedExempt', 'closedExempt']],
        ['merged', 't5', null, ['centre'], 'same', null, []],
        ['suspended', 't2', SANITATION, ['centre', 'leader'], 'a dig', null, []],
        ['cancelled', 't3', null, ['centre'], 'a test', null, []],
        ['rejected', 't4', null, ['centre'], 'go there', 'in-petition', []],
      ]);
      const [disposing] = compared;
      // The sixth is open again, and late by the end of either period.
      expect(disposing).toMatchObject({
        id: 'dispose_on_time',
        withExemptions: { numerator: 1, denominator: 2 },
        withoutExemptions: { numerator: 0, denominator: 2 },
      });
      expect(disposing?.withExemptions.excluded).toEqual(
        ['exempted', 'suspended', 'merged', 'cancelled', 'rejected'].map((reason) => ({ reason, count: 1 })),
      );
    }
  }); // prettier-ignore

  it('[Q11] count a ticket that has left the scope and do not name it', async () => {
    const moved: TicketEvent = { type: 'TicketUpdated', typeVersion: 1, happenedAt: NOW, data: { changes: { place: in_(OTHER_STREET) }, flags: [], sourceUpdatedAt: NOW } };
    await write('t1', placed(STREET, [...EXEMPTED, moved]));
    const { exclusions } = await exclusionsOf(BOTH_DAYS, OF_STREET);
    expect(exclusions).toMatchObject([{ reason: 'exempted', ticket: null, why: null, approvedBy: [{ who: 'centre' }, { who: 'leader' }] }]);
    expect((await exclusionsOf(BOTH_DAYS, OF_OTHER)).exclusions).toEqual([]);
    expect((await exclusionsOf(BOTH_DAYS)).exclusions).toMatchObject([{ ticket: 't1' }]);
  }); // prettier-ignore

  it('refuse what is no period', async () => {
    for (const query of [
      'from=2026-06-25',
      'from=2026-06-25&to=2026-06-25',
      'from=2026-02-30&to=2026-03-02',
      'from=june&to=july',
    ]) {
      expect({ query, status: (await ask(ADMINISTRATOR, `rates?${query}`)).status }).toEqual({ query, status: 400 });
    }
  });

  it('[A1] are closed to strangers', async () => {
    await expectClosedRoutes(app);
  });
});
