/**
 * The push side of a server and nothing else: the real audience, hub and transports
 * over a picture that is made up, without PostgreSQL.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import websocket from '@fastify/websocket';
import { instant, RegionTree, type Measures } from '@citybrain/domain';
import { LIVE_PROTOCOL_VERSION } from '@citybrain/protocol';
import Fastify from 'fastify';
import { Access } from '../../src/access/access.ts';
import type { Principal } from '../../src/access/principal.ts';
import { schematicRegions } from '../../src/default-regions.ts';
import { liveRoutes } from '../../src/http/live-routes.ts';
import { AdmissionGate } from '../../src/push/admission-gate.ts';
import { Audience } from '../../src/push/audience.ts';
import { TopicHub } from '../../src/push/topic-hub.ts';
import { SocketIoTransport } from '../../src/push/transports/socket-io-transport.ts';
import type { Picture, PictureChanges } from '../../src/views/view.ts';
import { answerParent } from './asked-child.ts';
import { FAN_OUT_TOPICS, kilobyteRecord, runTicks, type TicksOrder } from './fan-out.ts';
import { processState } from './process-state.ts';
import { scopesAt } from './wall-plan.ts';

const TICK_MS = 250;
const WALL: Principal = {
  ...{ id: 'wall', kind: 'token', name: 'wall', role: 'display', scopeId: null, fieldLevel: 'wall' },
  ...{ credentialId: 'wall', mustChangePassword: false },
};

const tree = new RegionTree(schematicRegions().regions);
const changing = scopesAt('street', FAN_OUT_TOPICS).map((id) => tree.indexOf(id));
let round = 0;

/** All that is measured of a region changes with each round. */
const picture: Picture = {
  get asOf() {
    return instant(Date.now());
  },
  get sequence() {
    return round;
  },
  measures: (region) => kilobyteRecord(changing.indexOf(region), round) as unknown as Measures,
  takeChanges: (): PictureChanges => ({
    regions: new Set(changing),
    ...{ tickets: new Map(), stations: new Map(), incidents: new Map(), latest: new Set() },
  }),
  childRow: () => none(),
  matters: () => none(),
  breachTimes: () => none(),
  breached: () => [],
  openCount: () => 0,
  openTickets: () => [],
  openTicket: () => undefined,
  stations: () => [],
  station: () => undefined,
  incidents: () => [],
  incident: () => undefined,
  latest: () => [],
};

const monotonicMs = (): number => performance.now();
const hub = new TopicHub({ picture: () => picture, tree: () => tree, access: new Access(() => tree), monotonicMs });
const audience = new Audience({
  hub,
  hello: () => ({
    ...{ protocolVersion: LIVE_PROTOCOL_VERSION, epoch: 'bench', mode: 'live', tickMs: TICK_MS, bundle: '' },
    serverTime: instant(Date.now()),
  }),
  now: () => instant(Date.now()),
  monotonicMs,
  nextTurn: (action) => void setImmediate(action),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
const gate = new AdmissionGate({
  monotonicMs: () => performance.now(),
  after: (delayMs, action) => void setTimeout(action, delayMs),
});
const onEnded = () => () => undefined;

const http = createServer();
const transport = new SocketIoTransport(http, {
  ...{ audience: () => audience, gate, onEnded },
  authenticate: () => Promise.resolve(WALL),
  allows: () => true,
});
const app = Fastify();

/** Where the screens over Socket.IO connect, and where programs do. */
async function listen(): Promise<{ readonly socketIo: string; readonly webSocket: string }> {
  await app.register(websocket);
  app.decorateRequest('principal', null);
  app.addHook('onRequest', async (request) => {
    request.principal = WALL;
  });
  liveRoutes(app, { audience: () => audience, gate, onEnded });
  const webSocket = await app.listen({ host: '127.0.0.1', port: 0 });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return { socketIo: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, webSocket };
}

const run = (order: TicksOrder): Promise<number> =>
  runTicks(order, () => {
    round += 1;
    audience.tick(order.everyMs);
  });

function none(): never {
  throw new Error('nobody watches the children');
}

const answers = { listen, run, processState };
export type FanOutAnswers = typeof answers;
answerParent(answers, async () => {
  await transport.close();
  http.close();
  await app.close();
});
