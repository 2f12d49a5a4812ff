import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { CivilDate, Organisation, RegionTree, Ticket } from '@citybrain/domain';
import { LIVE_PROTOCOL_VERSION } from '@citybrain/protocol';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Access } from './access/access.ts';
import { Accounts } from './access/accounts.ts';
import type { OneTimeAccess } from './access/user-table.ts';
import { CommandBus } from './commands/command-bus.ts';
import type { Config } from './config.ts';
import { CalendarInForce } from './calendar-in-force.ts';
import { schematicRegions } from './default-regions.ts';
import { EvidenceStore } from './evidence/evidence-store.ts';
import { PhotoReader } from './evidence/photo-reader.ts';
import { Intake } from './feeds/intake.ts';
import { MeasureExclusions } from './history/measure-exclusions.ts';
import { MeasureHistory } from './history/measure-history.ts';
import { TicketHistory } from './history/ticket-history.ts';
import { buildApp } from './http/app.ts';
import { authenticateSocket } from './http/authenticate.ts';
import { isReady } from './is-ready.ts';
import { OpenConnections, sayGoingAway } from './http/open-connections.ts';
import { lifeInForce } from './life-in-force.ts';
import { LiveCity } from './live-city.ts';
import { DutyLock } from './log/duty-lock.ts';
import { LogWatch } from './log/log-watch.ts';
import { OrganisationStore } from './log/organisation-store.ts';
import { PostgresEventLog } from './log/postgres-event-log.ts';
import { Quarantine } from './log/quarantine.ts';
import { RegionStore, type RegionSet } from './log/region-store.ts';
import { describeStoreEvent } from './log/store/describe-store-event.ts';
import { openStore, type Store } from './log/store/open-store.ts';
import { systemClock, type Clock } from './observe/clock.ts';
import { Metrics } from './observe/metrics.ts';
import { AdmissionGate } from './push/admission-gate.ts';
import { Audience } from './push/audience.ts';
import { TopicHub } from './push/topic-hub.ts';
import { SocketIoTransport } from './push/transports/socket-io-transport.ts';
import { PictureSnapshots } from './snapshots/picture-snapshots.ts';
import type { SnapshotKeeper } from './snapshots/snapshot-keeper.ts';
import { OrganisationInForce } from './organisation-in-force.ts';
import { submitEvidence } from './submit-evidence.ts';
import { policyBook } from './policy-file.ts';
import { stopInOrder } from './stop-in-order.ts';
import { Ticker } from './ticker.ts';
import { Timer } from './timer.ts';
import { VERSION } from './version.ts';
import { WEB_DIRECTORY, webBundle } from './web-bundle.ts';

/** How long a stop waits for what was taken to be written. */
const WRITE_WITHIN_MS = 20_000;
/** How long a stop leaves requests to be answered, and feed streams to say goodbye. */
const GRACE_MS = 2_000;
/** How long a stop waits for a last snapshot. */
const SNAPSHOT_WITHIN_MS = 15_000;
/** How long any other part may take to end before the next one's turn. */
const STOP_WITHIN_MS = 5_000;

export interface ComposeOptions {
  readonly config: Config;
  /** Of the city: the world's, or a recording's. */
  readonly clock?: Clock;
  /** Regions of a store that has none yet. */
  readonly firstRegions?: () => RegionSet;
  readonly onProgress?: (line: string) => void;
}

/** A server ready to listen. */
export interface CityServer {
  readonly app: FastifyInstance;
  readonly accounts: Accounts;
  readonly intake: Intake;
  readonly store: Store;
  readonly live: LiveCity;
  /** Null where no snapshots are wanted. */
  readonly snapshots: SnapshotKeeper | null;
  /** Of the very first start: how the administrator comes in. */
  readonly firstAccess: OneTimeAccess | null;
  /** Listens; answers the address. */
  listen(): Promise<string>;
  /** Takes nothing more, writes what was taken, says goodbye to screens, syncs and closes the store. */
  close(): Promise<void>;
}

/** Wires the parts: what each needs is what it is given here. @throws Fault STORE-1xx */
export async function compose({
  config,
  clock = systemClock,
  firstRegions = schematicRegions,
  onProgress = () => undefined,
}: ComposeOptions): Promise<CityServer> {
  const logger = pino({ level: config.logLevel }, pino.destination(2));
  const store = await openStore({
    databaseUrl: config.databaseUrl,
    dataDirectory: config.dataDirectory,
    onProgress,
    onEvent: (event) => logger.warn(describeStoreEvent(event)),
  });
  const { database } = store;
  const log = new PostgresEventLog(database);
  const regions = new RegionStore(database, log);
  if (!(await regions.load())) await regions.replace(firstRegions(), 'system:first-start', clock.now());

  const calendars = new CalendarInForce({
    settings: config,
    onReplaced: () => timer.recompute(),
    onError: (error) => logger.error({ err: error }, 'the calendar file changed and can not be used'),
  });
  const organisations = new OrganisationStore(database, log);
  const inForce = await OrganisationInForce.open({
    store: organisations,
    regions,
    now: () => clock.now(),
    onError: (error) => logger.error({ err: error }, 'the organisation could not be read; it is tried again'),
  });

  const metrics = new Metrics();
  const pictures = new PictureSnapshots({
    directory: join(config.dataDirectory, 'snapshots'),
    everyEvents: config.snapshotEvents,
    log,
    zone: config.zone,
    now: () => clock.now(),
    onPassedOver: (snapshot, reason) => logger.warn({ snapshot, reason }, 'a snapshot is passed over'),
    onError: (error) => logger.warn({ err: error }, 'a snapshot could not be written; it is tried again'),
  });
  const live = await LiveCity.open({
    log,
    regions,
    clock,
    zone: config.zone,
    restore: ({ tree, geography: { placeIndex }, set }) =>
      pictures.restore({ tree, placeIndex, regionsVersion: set.version }),
    onTaken: (events) => inForce.take(events),
    onRemade: () => {
      hub.reset();
      audience.restart();
    },
    onError: (error) => logger.error({ err: error }, 'the picture has to be made anew'),
  });
  const snapshots = pictures.keep(() => ({
    picture: live.picture,
    regionsVersion: live.city.set.version,
    isWell: live.isWell,
  }));
  if (snapshots) metrics.observeSnapshots(snapshots);
  const watch = new LogWatch(log, () => live.follower);
  const life = lifeInForce({
    now: () => clock.now(),
    calendar: () => calendars.calendar,
    policies: policyBook(config.policyFile, config.zone),
    repeatsOf: (ticket) => live.picture.repeatsOf(ticket),
    organisation: () => inForce.organisation,
    city: () => live.city,
  });
  const bus = new CommandBus({
    log,
    now: () => clock.now(),
    context: () => ({ now: clock.now(), life: life() }),
    onAppended: (events) => live.follower.offer(events),
  });
  const quarantine = new Quarantine(database);
  const intake = new Intake({
    submit: bus,
    quarantine,
    geography: () => live.city.geography,
    now: () => clock.now(),
    onTaken: (feed, { accepted, duplicate, rejected }) => {
      metrics.items.inc({ feed, outcome: 'accepted' }, accepted);
      metrics.items.inc({ feed, outcome: 'duplicate' }, duplicate);
      metrics.items.inc({ feed, outcome: 'rejected' }, rejected);
    },
  });
  const timer = new Timer({
    picture() {
      if (!live.isWell) return null;
      live.picture.advance(clock.now());
      return live.picture;
    },
    edition: () => calendars.calendar.version,
    submit: bus,
    logger,
  });
  const duty = new DutyLock({
    database,
    name: 'timer',
    holder: `${hostname()}:${process.pid}`,
    onTaken: (guard) => timer.take(guard),
    onLost: () => timer.lose(),
    onError: (error) => logger.warn({ err: error }, 'the duty of the timer is in doubt'),
  });

  const accounts = new Accounts({ database, now: () => systemClock.now(), randomBytes });
  const firstAccess = await accounts.ensureAdministrator();
  const access = new Access(() => live.city.tree);

  const monotonicMs = (): number => performance.now();
  const gate = new AdmissionGate({ monotonicMs, after: (delayMs, action) => void setTimeout(action, delayMs) });
  const hub = new TopicHub({ picture: () => live.picture, tree: () => live.city.tree, access, monotonicMs });
  const bundle = webBundle();
  const audience = new Audience({
    hub,
    hello: () => ({
      protocolVersion: LIVE_PROTOCOL_VERSION,
      epoch: live.epoch,
      mode: config.mode,
      serverTime: systemClock.now(),
      tickMs: config.tickMs,
      bundle,
    }),
    now: () => systemClock.now(),
    monotonicMs,
    nextTurn: (action) => void setImmediate(action),
    onError: (error) => logger.error({ err: error }, "a screen's message broke its handler; the screen was cut off"),
  });

  const history = new TicketHistory(database, log);
  const tree = (): RegionTree => live.city.tree;
  const placeIndex = (ticket: Ticket): number => live.city.geography.placeIndex(ticket.facts.place);
  const today = (): CivilDate => calendars.calendar.dayAt(clock.now()).date;
  const organisation = (): Organisation => inForce.organisation;
  const answer = { access, tree, placeIndex, history, organisation, today, lifeContext: life };
  const home = () => live.city.tree.regions[live.city.tree.roots[0] ?? -1]?.id ?? null;
  const app = await buildApp({
    logger,
    trustProxy: config.trustProxy,
    version: VERSION,
    authentication: { accounts, access },
    session: { accounts, access, now: () => systemClock.now() },
    feeds: {
      intake,
      access,
      zone: config.zone,
      defaultHome: home,
      onEnded: (principal, listener) => accounts.onEnded(principal, listener),
    },
    quarantine: { quarantine, intake, zone: config.zone, now: () => clock.now() },
    picture: {
      access,
      picture: () => live.picture,
      tree,
      regionSet: () => live.city.set,
      placeIndex,
      history,
      answer,
    },
    ticketLife: {
      ...answer,
      submit: bus,
      zone: config.zone,
      isKnownRegion: (id) => access.isKnownRegion(id),
      geography: () => live.city.geography,
    },
    evidence: {
      access,
      tree,
      placeIndex,
      history,
      store: new EvidenceStore(database),
      photos: new PhotoReader(),
      now: () => systemClock.now(),
      onAdded: submitEvidence({ submit: bus, organisation, today, tree }),
    },
    rates: {
      access,
      tree,
      placeIndex: (place) => live.city.geography.placeIndex(place),
      picture: () => live.picture,
      history: new MeasureHistory(database),
      exclusions: new MeasureExclusions(database),
      zone: config.zone,
    },
    live: {
      audience: () => audience,
      gate,
      onEnded: (principal, listener) => accounts.onEnded(principal, listener),
    },
    organisation: { access, inForce, organisations, regions, tree, now: () => clock.now(), today },
    server: {
      about: () => ({
        name: 'citybrain',
        version: VERSION,
        mode: config.mode,
        zone: config.zone,
        isDemo: config.isDemo,
        serverTime: systemClock.now(),
        asOf: live.picture.asOf,
      }),
      isReady: () => isReady(log, live),
      metrics: () => metrics.text(),
    },
    web: { directory: WEB_DIRECTORY, accounts },
  });

  const connections = new OpenConnections(app.server);
  const transport = new SocketIoTransport(app.server, {
    authenticate: (handshake) => authenticateSocket(handshake, accounts),
    onEnded: (principal, listener) => accounts.onEnded(principal, listener),
    audience: () => audience,
    gate,
    allows: (principal) => access.allows(principal, 'picture.watch'),
  });
  metrics.observe({
    screens: () => audience.screenCount,
    screensBehind: () => audience.behindCount,
    subscriptions: () => audience.subscriptionCount,
    topics: () => hub.topicCount,
    tickMs: () => ticker.periodMs,
    sequence: () => live.follower.sequence,
    backlog: () => bus.backlog,
  });

  const ticker = new Ticker({ live, audience, clock, metrics, logger, everyMs: config.tickMs });

  return {
    app,
    accounts,
    intake,
    store,
    live,
    snapshots,
    firstAccess,
    async listen() {
      const url = await app.listen({ host: config.host, port: config.port });
      await accounts.start();
      watch.start();
      calendars.start();
      duty.start();
      ticker.start();
      snapshots?.start();
      store.announce(url);
      return url;
    },
    async close() {
      app.server.close();
      await stopInOrder(
        [
          { what: 'the timer', withinMs: STOP_WITHIN_MS, stop: () => timer.stop() },
          { what: 'the calendar', withinMs: STOP_WITHIN_MS, stop: () => calendars.stop() },
          { what: 'the duty', withinMs: STOP_WITHIN_MS, stop: () => duty.stop() },
          { what: 'writing', withinMs: WRITE_WITHIN_MS, stop: () => bus.close() },
          { what: 'the ticker', withinMs: STOP_WITHIN_MS, stop: () => ticker.stop() },
          { what: 'requests', withinMs: STOP_WITHIN_MS, stop: () => connections.answered(GRACE_MS) },
          {
            what: 'feed streams',
            withinMs: STOP_WITHIN_MS,
            stop: () => sayGoingAway(app.websocketServer.clients, GRACE_MS),
          },
          { what: 'goodbye', withinMs: STOP_WITHIN_MS, stop: () => audience.end({ code: 'stopping' }) },
          { what: 'screens', withinMs: STOP_WITHIN_MS, stop: () => transport.close() },
          { what: 'connections', withinMs: STOP_WITHIN_MS, stop: () => connections.destroy() },
          { what: 'the HTTP server', withinMs: STOP_WITHIN_MS, stop: () => app.close() },
          { what: 'following the log', withinMs: STOP_WITHIN_MS, stop: () => watch.stop() },
          { what: 'a last snapshot', withinMs: SNAPSHOT_WITHIN_MS, stop: () => snapshots?.stop() },
          { what: 'the organisation', withinMs: STOP_WITHIN_MS, stop: () => inForce.stop() },
          { what: 'accounts', withinMs: STOP_WITHIN_MS, stop: () => accounts.stop() },
        ],
        (error) => logger.error({ err: error }, 'a part did not stop as it should'),
      );
      await store.close();
    },
  };
}
