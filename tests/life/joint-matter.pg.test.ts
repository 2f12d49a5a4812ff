/**
 * One joint matter (联办) over the REST interface, from the grid worker's report to
 * the end, by ten people; and what happens when two of them act at once.
 */
import { randomUUID } from 'node:crypto';
import type { RegionId, Unit, UnitId } from '@citybrain/domain';
import type { TicketAnswer } from '@citybrain/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, PIXEL } from '../support/desk.ts';
import { DeskServer } from '../support/desk-server.ts';

let city: DeskServer;
let people: Record<
  | 'admin'
  | 'grid'
  | 'community'
  | 'street'
  | 'dispatcher'
  | 'checker'
  | 'lead'
  | 'leadTwo'
  | 'helper'
  | 'helperTwo'
  | 'inspector'
  | 'elsewhere',
  Desk
>;
let community: Unit;
let street: Unit;
const LEAD = 'department:city-management' as UnitId;
const HELPER = 'department:law-enforcement' as UnitId;
const HELPER_TWO = 'department:police' as UnitId;

beforeAll(async () => {
  city = await DeskServer.open();
  const admin = await city.person('chief', null, 'administrator');
  const units = await city.units(admin);
  const first = (kind: Unit['kind'], parentId?: UnitId): Unit =>
    units.find((unit) => unit.kind === kind && (parentId === undefined || unit.parentId === parentId))!;
  const centre = first('centre');
  street = first('street');
  community = first('community', street.id);
  const grid = first('grid', community.id);
  const other = units.find((unit) => unit.kind === 'street' && unit.id !== street.id)!;
  await city.appoint(admin, [
    ['dispatcher', centre.id, 'dispatcher'],
    ['checker', centre.id, 'dispatcher'],
    ['lead', LEAD, 'handler'],
    ['lead-two', LEAD, 'leader'],
    ['helper', HELPER, 'handler'],
    ['helper-two', HELPER_TWO, 'handler'],
    ['inspector', centre.id, 'inspector'],
  ]);
  const district = centre.regionId as RegionId;
  people = {
    admin,
    grid: await city.person('grid-worker', grid.regionId),
    community: await city.person('community-desk', community.regionId),
    street: await city.person('street-desk', street.regionId),
    elsewhere: await city.person('other-street', other.regionId),
    dispatcher: await city.person('dispatcher', district),
    checker: await city.person('checker', district),
    lead: await city.person('lead', district),
    leadTwo: await city.person('lead-two', district),
    helper: await city.person('helper', district),
    helperTwo: await city.person('helper-two', district),
    inspector: await city.person('inspector', district),
  };
});

afterAll(() => city.close());

/** Reports a matter in the community, and answers its id. */
async function report(key: string = randomUUID()): Promise<string> {
  const body = {
    title: '楼道堆物，联系电话13812345678',
    category: 'E0136',
    regionId: community.regionId,
    caller: { name: '王小明', phone: '13812345678' },
  };
  const { status, body: answer } = await people.community.post<TicketAnswer>('/tickets', body, {
    'idempotency-key': key,
  });
  expect(status).toBe(201);
  return answer.ticket.id;
}

/** Makes the moves in order; each must be taken. */
async function run(
  id: string,
  ...steps: readonly (readonly [Desk, Parameters<Desk['move']>[1], object])[]
): Promise<TicketAnswer> {
  let last: TicketAnswer | undefined;
  for (const [desk, move, body] of steps) {
    const { status, body: answer } = await desk.move(id, move, body);
    expect([move, status, 'detail' in answer ? answer.detail : '']).toEqual([move, 200, '']);
    last = answer;
  }
  return last!;
}

const registered = (id: string): Promise<TicketAnswer> =>
  run(
    id,
    [people.community, 'accept', {}],
    [people.community, 'register', { disposition: 'immediate', priority: 'P3', condition: 'E0136/only' }],
  );

const jointly = { disposition: 'joint', lead: LEAD, helpers: [{ unit: HELPER, what: '执法' }, { unit: HELPER_TWO, what: '维持秩序' }] }; // prettier-ignore

describe('a joint matter', () => {
  it('goes its whole way, and every minute of it belongs to a unit', async () => {
    const id = await report();
    await registered(id);
    const start = await run(
      id,
      [people.community, 'dispatch', { disposition: 'immediate', lead: community.id }],
      [people.community, 'sign', {}],
      [
        people.community,
        'whistle',
        { units: [street.id], place: '楼前', meetAt: '2026-11-25T09:00', what: '需要联合执法' },
      ],
      [people.street, 'report-in', { whistle: 'whistle-1' }],
      [people.dispatcher, 'dispatch', jointly],
      [people.lead, 'sign', {}],
      [people.leadTwo, 'request-return', { reason: 'not-our-duty', legalBasis: '三定方案', suggestedUnit: HELPER }],
      [people.dispatcher, 'judge-return', { isGranted: true, note: '同意退回' }],
      [people.dispatcher, 'dispatch', jointly],
      [people.lead, 'sign', {}],
      [people.lead, 'contact', { isReached: true, note: '已联系来电人' }],
      [people.helper, 'finish-task', { task: 'task-3', note: '已执法' }],
      [people.lead, 'request-extension', { days: 2, reason: '材料待到', isCitizenTold: true }],
    );
    const asked = start.life!.work.extensionRequest!;
    expect(asked.newDueAt).toBeGreaterThan(asked.oldDueAt!);
    const extended = await run(id, [people.dispatcher, 'judge-extension', { isGranted: true, note: '同意' }]);
    expect(extended.ticket.dueAt).toBe(asked.newDueAt);
    await people.lead.upload(id, 'after.png', 'image/png', PIXEL);
    await run(
      id,
      [people.helperTwo, 'finish-task', { task: 'task-4', note: '秩序良好' }],
      [people.lead, 'dispose', { note: '已清理' }],
      [people.checker, 'check', { isPassed: true, note: '现场核查' }],
      [people.dispatcher, 'call-back', { outcome: 'reached', isSolved: true, isSatisfied: false, note: '仍有异味' }],
      [people.inspector, 'supervise', { kind: 'urge', text: '请尽快重办' }],
      [people.lead, 'acknowledge', { notice: 'notice-1' }],
    );
    await people.lead.upload(id, 'again.txt', 'text/plain', new TextEncoder().encode('再次清运记录'));
    const end = await run(
      id,
      [people.lead, 'dispose', { note: '已消杀' }],
      [people.checker, 'check', { isPassed: true, note: '现场核查' }],
      [people.checker, 'call-back', { outcome: 'reached', isSolved: true, isSatisfied: true }],
    );
    expect(end.ticket.status).toBe('closed');
    const { work, held, holdings } = end.life!;
    expect([work.returns, work.redos, work.extendedDays, work.callbacks.length]).toEqual([1, 1, 2, 2]);
    const total = end.history.at(-1)!.happenedAt - end.ticket.reportedAt;
    expect(held.reduce((sum, { heldMs }) => sum + heldMs, 0)).toBe(total);
    expect(
      holdings.every(({ to }, index) => to === (holdings[index + 1]?.from ?? end.history.at(-1)!.happenedAt)),
    ).toBe(true);
    expect(new Set(held.map(({ unit }) => unit))).toEqual(new Set([community.id, LEAD, 'centre']));
  });
});

describe('what a move brings along', () => {
  it('shows whoever comes second what changed and by whom, and loses nothing', async () => {
    const id = await report();
    const { etag } = await people.community.ticket(id);
    const both = await Promise.all([
      people.community.moveAt(id, etag!, 'accept', {}),
      people.dispatcher.moveAt(id, etag!, 'accept', { priority: 'P2' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = both.find(({ status }) => status === 409)!.body;
    const first = both.indexOf(both.find(({ status }) => status === 200)!) === 0 ? 'community-desk' : 'dispatcher';
    expect(late).toMatchObject({ code: 'moved-on', version: 2, changes: [{ type: 'TicketAccepted', by: first }] });
    expect((await people.dispatcher.ticket(id)).body.history.map(({ type }) => type)).toEqual([
      'TicketReported',
      'TicketAccepted',
    ]);
  });

  it('is done once, however often it is sent with its key', async () => {
    const key = randomUUID();
    const id = await report(key);
    expect(await report(key)).toBe(id);
    const { etag } = await people.community.ticket(id);
    const again = randomUUID();
    const twice = await Promise.all([
      people.community.moveAt(id, etag!, 'accept', {}, again),
      people.community.moveAt(id, etag!, 'accept', {}, again),
    ]);
    expect(twice.map(({ status, etag: version }) => [status, version])).toEqual([
      [200, '"2"'],
      [200, '"2"'],
    ]);
    const other = await people.community.move(id, 'note', { note: 'x' }, { key: again });
    expect([other.status, other.body.code]).toEqual([422, 'key-reused']);
  });

  it('needs the version that was seen, and a person', async () => {
    const id = await report();
    const without = await people.community.post(`/tickets/${id}/accept`, {});
    expect([without.status, (without.body as { code: string }).code]).toEqual([428, 'version-required']);
    const odd = await people.community.post(`/tickets/${id}/accept`, {}, { 'if-match': 'latest' });
    expect(odd.status).toBe(400);
  });

  it('names what is wrong with a body, and the rule that forbids a move', async () => {
    const id = await report();
    const wrong = await people.community.move(id, 'refuse', { reason: 'tired', told: '' } as never);
    expect([wrong.status, wrong.body.code]).toEqual([400, 'not-valid']);
    const forbidden = await people.community.move(id, 'refuse', { reason: 'no-jurisdiction', told: '请找邻区' });
    expect([forbidden.status, forbidden.body.code, forbidden.body.rule]).toEqual([403, 'not-your-role', 'M2']);
    const early = await people.dispatcher.move(id, 'check', { isPassed: true, note: 'x' });
    expect([early.status, early.body.code, early.body.rule]).toEqual([422, 'not-from-here', 'M1']);
  });

  it('tells each person which moves are open to them, and why the others are not', async () => {
    const id = await report();
    const open = async (desk: Desk): Promise<string[]> =>
      (await desk.ticket(id)).body.moves.filter(({ refusal }) => refusal === null).map(({ move }) => move);
    expect(await open(people.community)).toEqual(['accept', 'add-evidence', 'note']);
    expect(await open(people.dispatcher)).toEqual(['accept', 'refuse', 'supervise', 'merge', 'add-evidence', 'note']);
    expect(await open(people.lead)).toEqual([]);
  });

  it('hides a ticket of another street, also from its moves', async () => {
    const id = await report();
    expect((await people.elsewhere.ticket(id)).status).toBe(404);
    expect((await people.elsewhere.moveAt(id, '"1"', 'accept', {})).status).toBe(404);
    expect((await people.elsewhere.upload(id, 'a.png', 'image/png', PIXEL)).status).toBe(404);
  });

  it('masks the caller and what is personal in the words of every step', async () => {
    const id = await report();
    const { body } = await people.community.move(id, 'accept', { note: '来电人13812345678住2单元701' });
    expect(body.caller).toEqual({ name: '王**', phone: '138****5678' });
    expect(JSON.stringify(body)).not.toMatch(/13812345678|王小明|701/);
  });
});

describe('twelve reports of one matter', () => {
  it('are merged all or none, and one is detached as it stood', async () => {
    const target = await report();
    const members = await Promise.all(Array.from({ length: 12 }, () => report()));
    await run(members[3]!, [people.community, 'accept', {}]);
    const merge = (tickets: readonly { id: string; version?: number }[]) =>
      people.dispatcher
        .ticket(target)
        .then(({ etag }) =>
          people.dispatcher.post<TicketAnswer & { code: string }>(
            `/tickets/${target}/members`,
            { tickets, note: '同一楼道' },
            { 'if-match': etag! },
          ),
        );
    const stale = await merge([...members.map((id) => ({ id })).slice(0, 11), { id: members[11]!, version: 7 }]);
    expect([stale.status, stale.body.code]).toEqual([409, 'moved-on']);
    expect((await people.dispatcher.ticket(members[0]!)).body.ticket.status).toBe('reported');
    const merged = await merge(members.map((id) => ({ id })));
    expect([merged.status, merged.body.life!.work.members.length]).toEqual([200, 12]);
    const before = (await people.dispatcher.ticket(members[3]!)).body;
    expect([before.ticket.status, before.life!.work.mergedInto]).toEqual(['merged', target]);
    const detached = await run(members[3]!, [people.dispatcher, 'detach', { note: '另一处' }]);
    expect([detached.ticket.status, detached.life!.work.mergedInto, detached.caller?.name]).toEqual([
      'accepted',
      null,
      '王**',
    ]);
    expect((await people.dispatcher.ticket(target)).body.life!.work.members).not.toContain(members[3]);
    expect(detached.history.map(({ type, by }) => [type, by?.who])).toEqual([
      ['TicketReported', 'community-desk'],
      ['TicketAccepted', 'community-desk'],
      ['TicketMerged', 'dispatcher'],
      ['TicketDetached', 'dispatcher'],
    ]);
  });
});
