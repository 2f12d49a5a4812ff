import { createHash, randomBytes } from 'node:crypto';
import {
  DEFAULT_POLICY_BOOK,
  filingConditionsOf,
  instant,
  MINUTE_MS,
  Organisation,
  streamId,
  type ActorKind,
  type Move,
  type MovePayloads,
  type TicketId,
} from '@citybrain/domain';
import { at, hearStation, recordIncident, recordTicket } from '../../../../packages/domain/src/test-kit/commands.ts';
import {
  CENTRE,
  DISTRICT,
  GRID,
  GRID_PATH,
  PARTS,
  REGIONS,
  SANITATION,
  STREET,
} from '../../../../packages/domain/src/test-kit/organisation-fixture.ts';
import { WEEK_CALENDAR } from '../../../../packages/domain/src/test-kit/week-calendar.ts';
import { Accounts } from '../../access/accounts.ts';
import { CommandBus } from '../../commands/command-bus.ts';
import type { Step, SubjectCommand } from '../../commands/submit.ts';
import type { AcceptedEvidence } from '../../evidence/evidence-piece.ts';
import { EvidenceStore } from '../../evidence/evidence-store.ts';
import type { Database } from '../../log/database.ts';
import { DutyLock } from '../../log/duty-lock.ts';
import { OrganisationStore } from '../../log/organisation-store.ts';
import { PostgresEventLog } from '../../log/postgres-event-log.ts';
import { Quarantine } from '../../log/quarantine.ts';
import { RegionStore, type RegionSet } from '../../log/region-store.ts';

export const PASSWORD = 'correct horse battery staple';
const SHAPE = [[[[120.3, 36.1], [120.4, 36.1], [120.4, 36.0123456789012], [120.3, 36.1]]]]; // prettier-ignore
const REGION_SET: RegionSet = {
  ...{ regions: REGIONS.regions, shapes: new Map([[DISTRICT, SHAPE]]) },
  ...{ origin: '© 测试\t\\', isSchematic: false },
};
/** What a format of lines could stumble over. */
const AWKWARD = '一行\n两行\r\n\t制表 \\. \\N "引号" \'; 𠮷😀\\';

/** What a test needs to know of the store that it filled. */
export interface FilledStore {
  readonly bus: CommandBus;
  readonly log: PostgresEventLog;
  readonly accounts: Accounts;
  readonly sessionSecret: string;
  readonly tokenSecret: string;
  readonly revokedSecret: string;
}

/** Fills an empty store with something of everything, by the commands that a server uses. */
export async function fillStore(database: Database): Promise<FilledStore> {
  const log = new PostgresEventLog(database);
  await new RegionStore(database, log).replace(REGION_SET, 'system:test', at(0));
  const organisations = new OrganisationStore(database, log);
  const organisation = { origin: 'a test', isExample: true, regionsVersion: 1 };
  await organisations.replace({ ...organisation, parts: { ...PARTS, duties: [] } }, 0, 'system:test', at(0));
  await organisations.replace({ ...organisation, parts: PARTS, isExample: false }, 1, 'user:admin', at(1));
  const bus = lifeBus(log);
  await fillLog(bus);
  await fillEvidence(database, bus);
  await new Quarantine(database).put(
    ['a', 'b'].map((raw) => ({
      ...{ feed: 'hotline', raw: Buffer.from(`${raw}\u0000\n`), code: 'schema', message: AWKWARD },
      ...{ path: '/title', itemId: null, home: STREET },
    })),
    at(3),
  );
  await takeDuty(database);
  return { bus, log, ...(await fillAccess(database)) };
}

const NOW = at(600);

function lifeBus(log: PostgresEventLog): CommandBus {
  const organisation = new Organisation(PARTS);
  const inForce = { organisation, calendar: WEEK_CALENDAR, policies: DEFAULT_POLICY_BOOK, statutes: null };
  return new CommandBus({
    log,
    now: () => NOW,
    context: () => ({ now: NOW, life: { ...inForce, now: NOW, regionPath: () => GRID_PATH } }),
    onAppended: () => undefined,
  });
}

/** @throws when one of them is refused */
export async function submit(bus: CommandBus, causedBy: string, ...steps: Step[]): Promise<void> {
  for (const outcome of await bus.submit(steps.map((step) => ({ steps: [step], causedBy })))) {
    if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
  }
}

const feed = (bus: CommandBus, kind: 'ticket' | 'station' | 'incident', id: string, command: SubjectCommand) =>
  submit(bus, 'feed:test', { stream: streamId(kind, id), command });

/** One ticket of a source, as a writer beside a backup sends them. */
export const sendTicket = (bus: CommandBus, id: string): Promise<void> =>
  feed(bus, 'ticket', id, recordTicket({ sourceId: id, facts: { title: `工单 ${id}` } }));

async function fillLog(bus: CommandBus): Promise<void> {
  const place = {
    ...{ regionId: GRID, point: [120.3123456789, 36.0987654321] as const, source: 'point' as const },
    original: { lon: 120.3175, lat: 36.0991, datum: 'gcj02' as const },
  };
  const facts = { place, text: AWKWARD, labels: { '键"\\': '值\n\t' }, dueAt: at(90), category: 'E0110' };
  await feed(bus, 'ticket', 'led', recordTicket({ sourceId: 'led', facts }));
  await feed(bus, 'ticket', 'done', recordTicket({ sourceId: 'done', disposedAt: at(1), closedAt: at(2) }));
  for (let id = 0; id < 40; id += 1) await sendTicket(bus, String(id));
  await feed(bus, 'ticket', '7', recordTicket({ sourceId: '7', disposedAt: at(3), facts: { unit: '城管办' } }));
  await move(bus, 'led', 'CEN', 'accept', {
    ...{ category: 'E0110', demandKind: 'complaint', priority: 'P3', note: AWKWARD },
    place: { regionId: GRID, point: null, source: 'person' },
  });
  await move(bus, 'led', 'CEN', 'register', {
    ...{ disposition: 'assigned', priority: 'P3', category: 'E0110', demandKind: 'complaint' },
    ...{ condition: filingConditionsOf('E0110')[0]?.id ?? null, aspect: null, isEnterprise: false, note: null },
  });
  const helpers = { helpers: [], leader: null, note: null };
  await move(bus, 'led', 'CEN', 'dispatch', { disposition: 'assigned', lead: SANITATION.id, ...helpers });
  for (let minute = 0; minute < 30; minute += 1) {
    const readings = [{ name: 'level', value: 0.1 + 0.2 * minute, unit: 'cm' }];
    await feed(bus, 'station', 's', hearStation({ heardAt: instant(at(0) + minute * MINUTE_MS), readings }));
  }
  await feed(bus, 'station', 's', { type: 'MarkStationSilent' });
  await feed(bus, 'incident', 'i', recordIncident({ facts: { grade: 2 } }));
  await feed(bus, 'incident', 'i', recordIncident({ updatedAt: at(2), status: 'started' }));
}

async function move<One extends Move>(
  bus: CommandBus,
  id: string,
  kind: ActorKind,
  name: One,
  payload: MovePayloads[One],
): Promise<void> {
  const by = { who: `user:${kind}`, actors: [{ kind, unitId: CENTRE.id, regionId: null }] };
  await submit(bus, by.who, { stream: streamId('ticket', id), command: { type: 'MoveTicket', move: name, by, key: null, payload } });
} // prettier-ignore

export const evidenceFile = (bytes: Buffer, given: Partial<AcceptedEvidence> = {}): AcceptedEvidence => ({
  ...{ mediaType: 'image/jpeg', kind: 'photo', name: '现场.jpg', bytes },
  ...{ sha256: createHash('sha256').update(bytes).digest(), thumbnail: null, width: 4, height: 3 },
  ...given,
});

async function fillEvidence(database: Database, bus: CommandBus): Promise<void> {
  const store = new EvidenceStore(database);
  const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const files = [evidenceFile(everyByte, { thumbnail: Buffer.from([0, 10, 92, 255]) }), evidenceFile(randomBytes(700_000))];
  for (const file of files) {
    const origin = { ticketId: 'led' as TicketId, uploadedBy: 'user:CEN', uploadedAt: at(4) };
    const outcome = await store.put(file, origin);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    const { id, sha256, name, mediaType, size } = outcome.value.piece;
    await move(bus, 'led', 'CEN', 'add-evidence', { piece: { id, sha256, name, mediaType, size } });
  }
} // prettier-ignore

async function fillAccess(
  database: Database,
): Promise<Pick<FilledStore, 'accounts' | 'sessionSecret' | 'tokenSecret' | 'revokedSecret'>> {
  const accounts = new Accounts({ database, now: () => instant(Date.now()), randomBytes });
  const admin = await accounts.ensureAdministrator();
  if (!admin) throw new Error('the store has users already');
  const outcomes = [
    await accounts.users.add({ name: '王', role: 'supervisor', scope: STREET }),
    await accounts.passwords.reset('王'),
  ];
  const last = outcomes.at(-1);
  if (!last?.ok) throw new Error('no user');
  const sessionSecret = await accounts.signIn('admin', admin.password);
  const wish = { kind: 'feed', name: 'hotline', scope: null, feed: 'hotline' } as const;
  const [kept, revoked] = [await accounts.tokens.create(wish, null), await accounts.tokens.create(wish, null)];
  if (!kept.ok || !revoked.ok || sessionSecret === null) throw new Error('no token or session');
  await accounts.tokens.revoke(revoked.value.token.id);
  return { accounts, sessionSecret, tokenSecret: kept.value.secret, revokedSecret: revoked.value.secret };
}

/** Resolves when a server has held the duty of the timer and gone. */
async function takeDuty(database: Database): Promise<void> {
  const ignore = (): void => undefined;
  const options = { database, name: 'timer', holder: 'a test', onLost: ignore, everyMs: 10 };
  const lock = await new Promise<DutyLock>((resolve, reject) => {
    const waiting: DutyLock = new DutyLock({ ...options, onTaken: () => resolve(waiting), onError: reject });
    waiting.start();
  });
  lock.stop();
}
