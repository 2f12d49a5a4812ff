import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Post, RegionId, Unit, UnitId } from '@citybrain/domain';
import type { OrganisationAnswer } from '@citybrain/protocol';
import { compose, type CityServer } from '../../server/src/compose.ts';
import { readConfig } from '../../server/src/config.ts';
import { openTestStore, type TestStore } from '../../server/src/log/store/test-store.ts';
import { Desk } from './desk.ts';

/** A post that somebody holds: account, unit, post. */
export type Holder = readonly [account: string, unit: UnitId, post: Post];

/** The whole server on a store of its own, with people who sign in and hold posts. */
export class DeskServer {
  readonly server: CityServer;
  readonly url: string;
  readonly #store: TestStore;
  readonly #directory: string;

  private constructor(server: CityServer, url: string, store: TestStore, directory: string) {
    this.server = server;
    this.url = url;
    this.#store = store;
    this.#directory = directory;
  }

  static async open(): Promise<DeskServer> {
    const store = await openTestStore();
    const directory = await mkdtemp(join(tmpdir(), 'citybrain-desk-'));
    const environment = { DATABASE_URL: store.databaseUrl, CITYBRAIN_DATA: directory, PORT: '0', CITYBRAIN_DEMO: '0' };
    const server = await compose({ config: readConfig(environment, directory) });
    return new DeskServer(server, await server.listen(), store, directory);
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.#store.close();
    await rm(this.#directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  /** Somebody who has signed in and replaced their one-time password. */
  async person(
    name: string,
    scope: RegionId | null,
    role: 'administrator' | 'supervisor' = 'supervisor',
  ): Promise<Desk> {
    const added = await this.server.accounts.users.add({ name, role, scope });
    if (!added.ok) throw new Error(added.refusal.message);
    const desk = new Desk(this.url, name, PASSWORD);
    await desk.signIn({ code: added.value.code });
    const answer = await desk.put('/session/password', { current: added.value.password, next: PASSWORD });
    if (answer.status >= 300) throw new Error(`${name} has no password: ${JSON.stringify(answer.body)}`);
    return desk;
  }

  /** Puts `holders` into their posts; whoever held one before holds none. */
  async appoint(administrator: Desk, holders: readonly Holder[]): Promise<void> {
    const file = async (name: string): Promise<string> =>
      (await administrator.get<string>(`/organisation/${name}.csv`)).body;
    const rows = holders.map(([account, unit, post], index) => `m${index},${account},${account},${unit},${post},,`);
    const wish = {
      units: await file('units'),
      members: ['id,person,account,unitId,post,validFrom,validTo', ...rows, ''].join('\r\n'),
      duties: await file('duties'),
      areas: await file('areas'),
      partyRoles: await file('party-roles'),
    };
    const answer = await administrator.put('/organisation', wish);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body).slice(0, 500));
  }

  async units(administrator: Desk): Promise<readonly Unit[]> {
    return (await administrator.get<OrganisationAnswer>('/organisation')).body.units;
  }
}

/** Long enough, and nobody's name. */
const PASSWORD = 'correct horse battery staple';
