import { instant } from '@citybrain/domain';
import type { DutyQueryAnswer, OrganisationAnswer, OrganisationWishAnswer } from '@citybrain/protocol';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  COMMUNITY,
  DISTRICT,
  GRID,
  OTHER_STREET,
  PARTS,
  REGIONS,
  STREET,
  TODAY,
} from '../../../packages/domain/src/test-kit/organisation-fixture.ts';
import { Access } from '../access/access.ts';
import { newSecret } from '../access/secrets.ts';
import { principal, secretOfKind } from '../access/test-kit/access-fixture.ts';
import { OrganisationStore } from '../log/organisation-store.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { RegionStore } from '../log/region-store.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { OrganisationInForce } from '../organisation-in-force.ts';
import { writeOrganisation } from '../organisation/write-organisation.ts';
import { registerAuthentication } from './authenticate.ts';
import { expectClosedRoutes } from './closed-routes.contract.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { registerProblems } from './problem.ts';

const NOW = instant(Date.UTC(2026, 5, 25));
const ADMINISTRATOR = secretOfKind('api');
const OF_STREET = newSecret('api', () => Buffer.alloc(32, 'street'));
const OF_OTHER = secretOfKind('feed');
const DISPLAY = secretOfKind('display');
const TEXTS = writeOrganisation(PARTS);

let store: TestStore;
let organisations: OrganisationStore;
let app: FastifyInstance;

beforeEach(async () => {
  store = await openTestStore();
  const log = new PostgresEventLog(store.database);
  const regions = new RegionStore(store.database, log);
  const set = { regions: REGIONS.regions, shapes: new Map(), origin: 'a test', isSchematic: true };
  await regions.replace(set, 'system:test', NOW);
  organisations = new OrganisationStore(store.database, log);
  const imported = { parts: PARTS, origin: 'a test', isExample: false, regionsVersion: 1 };
  await organisations.replace(imported, 0, 'system:test', NOW);
  const now = (): typeof NOW => NOW;
  const onError = (error: unknown): never => {
    throw error;
  };
  const inForce = await OrganisationInForce.open({ store: organisations, regions, now, onError });
  const access = new Access(() => REGIONS);
  const known = new Map([
    [ADMINISTRATOR, principal({ role: 'administrator', name: 'admin' })],
    [OF_STREET, principal({ role: 'supervisor', scopeId: STREET })],
    [OF_OTHER, principal({ role: 'administrator', scopeId: OTHER_STREET })],
    [DISPLAY, principal({ role: 'display' })],
  ]);
  app = fastify();
  registerProblems(app);
  const accounts = { verify: (secret: string) => Promise.resolve(known.get(secret) ?? null) };
  registerAuthentication(app, { accounts, access });
  const tree = (): typeof REGIONS => REGIONS;
  organisationRoutes(app, { access, inForce, organisations, regions, tree, now, today: () => TODAY });
});
afterEach(async () => {
  await app.close();
  await store.close();
});

const ask = async (secret: string, url: string, body?: object): Promise<{ status: number; body: string }> => {
  const { statusCode, body: text } = await app.inject({
    method: body === undefined ? 'GET' : 'PUT',
    url: `/api/v1/organisation${url}`,
    headers: { authorization: `Bearer ${secret}` },
    ...(body !== undefined && { payload: body }),
  });
  return { status: statusCode, body: text };
};
const read = async (secret: string): Promise<OrganisationAnswer> =>
  JSON.parse((await ask(secret, '')).body) as OrganisationAnswer;
const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

describe('the organisation over HTTP', () => {
  it('is whole for administrators, with what does not fit the regions', async () => {
    const answer = await read(ADMINISTRATOR);
    const { actsAs, ...organisation } = answer;
    expect(organisation).toEqual({ version: 1, origin: 'a test', isExample: false, ...PARTS, problems: [] });
    expect(actsAs.map(({ kind }) => kind)).toEqual(['CEN', 'LEA', 'SUP']);
  });

  it('tells everyone as what they act today', async () => {
    expect((await read(OF_STREET)).actsAs).toEqual([{ kind: 'STR', unitId: 'street-005', regionId: STREET }]);
  });

  it('[O10] tells names of people and accounts to nobody else', async () => {
    const { status, body } = await ask(OF_STREET, '');
    expect(status).toBe(200);
    for (const { person } of PARTS.members) expect(body).not.toContain(person);
    expect(JSON.parse(body)).toMatchObject({ members: null, problems: null });
    for (const secret of [OF_STREET, OF_OTHER]) {
      expect((await ask(secret, '/members.csv')).status).toBe(403);
      expect((await ask(secret, '', TEXTS)).status).toBe(403);
    }
    expect((await ask(DISPLAY, '')).status).toBe(403);
  });

  it('[O10] is cut to what concerns a street: its own units, those above, and the departments', async () => {
    const here = await read(OF_STREET);
    expect(idsOf(here.units)).toEqual([
      ...['centre', 'leaders', 'sanitation', 'police', 'sanitation-005', 'street-005', 'community-001', 'grid-001'],
    ]);
    expect(idsOf(here.duties)).toEqual(['d1', 'd2', 'd3']);
    expect(here.areas.map(({ regionIds }) => regionIds)).toEqual([[STREET]]);
    const there = await ask(OF_OTHER, '');
    for (const trace of ['005', '001', STREET, COMMUNITY, GRID]) expect(there.body).not.toContain(`-${trace}`);
    expect(there.body).not.toContain(STREET);
    expect((JSON.parse(there.body) as OrganisationAnswer).partyRoles).toEqual([]);
  });

  it('says who leads a matter and why, in the regions of the caller only', async () => {
    const duty = async (secret: string, query: string): Promise<DutyQueryAnswer> =>
      JSON.parse((await ask(secret, `/duty?${query}`)).body) as DutyQueryAnswer;
    const settled = await duty(OF_STREET, `category=E0136&disposition=immediate&region=${GRID}`);
    expect(settled).toMatchObject({
      ...{ version: 1, isExample: false, region: GRID, on: TODAY },
      answer: { kind: 'duty', unit: { id: 'community-001' }, because: { category: 'exact', regionId: COMMUNITY } },
    });
    expect((await duty(OF_STREET, `region=${GRID}`)).answer).toMatchObject({ kind: 'fallback', unit: { id: 'street-005' } });
    expect((await duty(ADMINISTRATOR, `category=graffiti&region=${DISTRICT}`)).answer).toEqual({ kind: 'none' });
    const refusals = ['nbs:999999999999', OTHER_STREET].map((region) => ask(OF_STREET, `/duty?region=${region}`));
    expect((await Promise.all(refusals)).map(({ status }) => status)).toEqual([403, 403]);
    expect((await ask(OF_STREET, `/duty?region=${STREET}&disposition=never`)).status).toBe(400);
  }); // prettier-ignore

  it('[O7] comes as CSV and goes back as CSV', async () => {
    const file = await ask(ADMINISTRATOR, '/duties.csv');
    expect(file).toEqual({ status: 200, body: TEXTS.duties });
    expect((await ask(ADMINISTRATOR, '/secrets.csv')).status).toBe(400);
    const members = TEXTS.members.replace('person zhang', '张三');
    const put = await ask(ADMINISTRATOR, '', { ...TEXTS, members, madeFrom: 1 });
    expect(put.status).toBe(200);
    const { version, changes } = JSON.parse(put.body) as OrganisationWishAnswer;
    expect(version).toBe(2);
    expect(changes.find(({ table }) => table === 'members')).toEqual({ table: 'members', rows: 3, added: 0, changed: 1, removed: 0 });
    expect(await read(ADMINISTRATOR)).toMatchObject({ version: 2, origin: 'admin', members: [{ person: '张三' }, {}, {}] });
    expect(JSON.parse((await ask(ADMINISTRATOR, '', { ...TEXTS, members })).body)).toEqual({ version: 2, changes: [] });
  }); // prettier-ignore

  it('[O6] is not replaced by files with problems, all of which are named', async () => {
    const areas = TEXTS.areas.replace(STREET, 'nbs:370203999000');
    const { status, body } = await ask(ADMINISTRATOR, '', { ...TEXTS, areas });
    expect(status).toBe(422);
    expect(JSON.parse(body)).toMatchObject({
      code: 'organisation-refused',
      errors: [{ path: 'areas.csv:2:regionIds', expected: expect.stringContaining('no region nbs:370203999000') as string }],
    });
    expect(await organisations.version()).toBe(1);
    expect((await ask(ADMINISTRATOR, '', { ...TEXTS, areas: undefined })).status).toBe(400);
  }); // prettier-ignore

  it('[O8] is not replaced by one made from an earlier version', async () => {
    const changed = { ...TEXTS, areas: TEXTS.areas.replace('片区一', '片区二') };
    expect((await ask(ADMINISTRATOR, '', { ...changed, madeFrom: 1 })).status).toBe(200);
    const late = await ask(ADMINISTRATOR, '', { ...TEXTS, madeFrom: 1 });
    expect(late.status).toBe(409);
    expect(JSON.parse(late.body)).toMatchObject({ code: 'organisation-outdated' });
    expect(await organisations.version()).toBe(2);
  });

  it('answers nothing to strangers', async () => {
    await expectClosedRoutes(app);
  });
});
