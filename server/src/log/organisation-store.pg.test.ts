import { instant, ORGANISATION_STREAM } from '@citybrain/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PARTS } from '../../../packages/domain/src/test-kit/organisation-fixture.ts';
import { OrganisationStore, type OrganisationSet } from './organisation-store.ts';
import { PostgresEventLog } from './postgres-event-log.ts';
import { openTestStore, type TestStore } from './store/test-store.ts';

const NOW = instant(Date.UTC(2026, 10, 23));
const SET: OrganisationSet = { parts: PARTS, origin: 'a test', isExample: true, regionsVersion: 3 };
const LATER: OrganisationSet = { ...SET, parts: { ...PARTS, duties: [] }, origin: 'a folder', isExample: false };

let store: TestStore;
let log: PostgresEventLog;
let organisations: OrganisationStore;
beforeEach(async () => {
  store = await openTestStore();
  log = new PostgresEventLog(store.database);
  organisations = new OrganisationStore(store.database, log);
});
afterEach(() => store.close());

describe('the organisations of a store', () => {
  it('[O8] are none at first, then the one put in, with an event that says so', async () => {
    expect(await organisations.load()).toBeNull();
    expect(await organisations.version()).toBe(0);
    await organisations.replace(SET, 0, 'system:test', NOW);
    expect(await organisations.load()).toEqual({ ...SET, version: 1 });
    expect(await log.readStream(ORGANISATION_STREAM)).toMatchObject([
      {
        ...{ type: 'OrganisationReplaced', version: 1, causedBy: 'system:test', happenedAt: NOW },
        data: {
          ...{ origin: 'a test', isExample: true },
          counts: { units: 9, members: 3, duties: 3, areas: 1, partyRoles: 2 },
        },
      },
    ]);
  });

  it('[O8] stay to be loaded by their versions once another one is in force', async () => {
    await organisations.replace(SET, 0, 'system:test', NOW);
    await organisations.replace(LATER, 1, 'system:test', NOW);
    expect(await organisations.load()).toEqual({ ...LATER, version: 2 });
    expect(await organisations.load(1)).toEqual({ ...SET, version: 1 });
    expect(await organisations.load(3)).toBeNull();
    expect(await organisations.version()).toBe(2);
  });

  it('[O8] of two made from the same version the second is refused, and neither kept nor told', async () => {
    await organisations.replace(SET, 0, 'system:test', NOW);
    const both = await Promise.allSettled([SET, LATER].map((set) => organisations.replace(set, 1, 'system:test', NOW)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'LOG-101' } });
    expect(await organisations.version()).toBe(2);
    expect(await log.readStream(ORGANISATION_STREAM)).toHaveLength(2);
  });

  it('[O8] keep nothing of one whose event could not be written', async () => {
    await expect(organisations.replace(SET, 4, 'system:test', NOW)).rejects.toMatchObject({ code: 'LOG-101' });
    expect(await organisations.load()).toBeNull();
  });
});
