/** A whole server in a process of its own, for a bench that asks it how it is. */
import type { RegionId } from '@citybrain/domain';
import { compose, type CityServer } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { answerParent } from './asked-child.ts';
import { FEED } from './feed-name.ts';
import { processState } from './process-state.ts';

export interface ServeOrder {
  readonly directory: string;
  /** 0: a free one. */
  readonly port: number;
}

/** How its screens and feeds come in. */
export interface Secrets {
  readonly feed: string;
  /** A wall's, by its scope. */
  readonly walls: ReadonlyMap<RegionId, string>;
}

let server: CityServer | null = null;

async function serve({ directory, port }: ServeOrder): Promise<string> {
  const environment = {
    ...{ CITYBRAIN_DATA: directory, PORT: String(port), CITYBRAIN_DEMO: '0' },
    CITYBRAIN_LOG_LEVEL: process.env['CITYBRAIN_LOG_LEVEL'] ?? 'error',
  };
  server = await compose({ config: readConfig(environment, directory) });
  return server.listen();
}

async function makeSecrets({ scopes }: { readonly scopes: readonly RegionId[] }): Promise<Secrets> {
  const walls = new Map<RegionId, string>();
  for (const scope of scopes) walls.set(scope, await makeToken('display', scope, null));
  return { feed: await makeToken('feed', null, FEED), walls };
}

async function makeToken(kind: 'display' | 'feed', scope: RegionId | null, feed: string | null): Promise<string> {
  const outcome = await running().accounts.tokens.create({ kind, name: `bench ${kind}`, scope, feed }, null);
  if (!outcome.ok) throw new Error(`no token: ${outcome.refusal.message}`);
  return outcome.value.secret;
}

const head = (): number => running().live.picture.sequence;

/** Where the log has the tickets recorded after `sequence`, by their own ids. */
async function sequencesAfter({ sequence }: { readonly sequence: number }): Promise<Map<string, number>> {
  const rows = await running().store.database.query<{ source_id: string; sequence: number }>(
    `SELECT source_id, sequence FROM events JOIN tickets ON stream = 'ticket-' || tickets.id
     WHERE sequence > $1 AND type = 'TicketReported'`,
    [sequence],
  );
  return new Map(rows.map((row) => [row.source_id, row.sequence]));
}

function running(): CityServer {
  if (!server) throw new Error('the server does not serve yet');
  return server;
}

const answers = { serve, makeSecrets, head, sequencesAfter, processState };
export type CityServerAnswers = typeof answers;
answerParent(answers, () => server?.close());
