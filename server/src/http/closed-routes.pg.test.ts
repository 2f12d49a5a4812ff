import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose, type CityServer } from '../compose.ts';
import { readConfig } from '../config.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { expectClosedRoutes } from './closed-routes.contract.ts';
import { OPEN_ROUTES } from './open-routes.ts';

let store: TestStore;
let server: CityServer;

beforeAll(async () => {
  store = await openTestStore();
  const settings = { DATABASE_URL: store.databaseUrl, CITYBRAIN_DEMO: '0', CITYBRAIN_LOG_LEVEL: 'fatal' };
  server = await compose({ config: readConfig(settings, tmpdir()) });
});
afterAll(async () => {
  await server.close();
  await store.close();
});

describe('the whole server', () => {
  it('answers nothing to whoever is not signed in but what the list opens', async () => {
    await expectClosedRoutes(server.app);
  });

  it('opens no more than the list says, and the list no more than there is', () => {
    const open = server.app.declaredRoutes.filter(({ action }) => action === 'open');
    const names = open.filter(({ method }) => method !== 'HEAD').map(({ method, url }) => `${method} ${url}`);
    expect(names.toSorted()).toEqual(OPEN_ROUTES.toSorted());
  });

  it('leads nobody past the sign-in page to the wall', async () => {
    const answer = await server.app.inject('/wall');
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/sign-in?to=%2Fwall']);
  });

  it('says one word of its health to strangers', async () => {
    for (const url of ['/healthz', '/readyz']) expect((await server.app.inject(url)).body.length).toBeLessThan(12);
  });
});
