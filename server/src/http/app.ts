import type { Server } from 'node:http';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { MAX_BODY_BYTES } from '@citybrain/protocol';
import type { Logger } from 'pino';
import { DEFLATE } from '../push/transports/write-frame.ts';
import { registerAuthentication, type AuthenticationParts } from './authenticate.ts';
import { connectUpgrades, feedUpgrades } from './feed-upgrades.ts';
import { evidenceRoutes, type EvidenceRoutesOptions } from './evidence-routes.ts';
import { feedRoutes, type FeedRoutesOptions } from './feed-routes.ts';
import { liveRoutes, type LiveRoutesOptions } from './live-routes.ts';
import { organisationRoutes, type OrganisationRoutesOptions } from './organisation-routes.ts';
import { pictureRoutes, type PictureRoutesOptions } from './picture-routes.ts';
import { registerProblems } from './problem.ts';
import { quarantineRoutes, type QuarantineRoutesOptions } from './quarantine-routes.ts';
import { rateRoutes, type RateRoutesOptions } from './rate-routes.ts';
import { takeRawBodies } from './raw-bodies.ts';
import { ticketMoveRoutes } from './ticket-move-routes.ts';
import { ticketReportRoutes, type TicketReportParts } from './ticket-report-routes.ts';
import { serverRoutes, type ServerRoutesOptions } from './server-routes.ts';
import { registerSessionRoutes, type SessionRouteParts } from './session-routes.ts';
import { registerTokenRoutes } from './token-routes.ts';
import { registerUserRoutes } from './user-routes.ts';
import { webRoutes, type WebRoutesOptions } from './web-routes.ts';

export interface AppOptions {
  readonly logger: Logger;
  readonly trustProxy: boolean;
  readonly version: string;
  readonly authentication: AuthenticationParts;
  readonly session: SessionRouteParts;
  readonly feeds: FeedRoutesOptions;
  readonly quarantine: QuarantineRoutesOptions;
  readonly picture: PictureRoutesOptions;
  /** Left out: tickets can only be read. */
  readonly ticketLife?: TicketReportParts;
  /** Left out: there are no such routes. */
  readonly evidence?: EvidenceRoutesOptions;
  /** Left out: there are no such routes. */
  readonly organisation?: OrganisationRoutesOptions;
  /** Left out: there are no such routes. */
  readonly rates?: RateRoutesOptions;
  /** Left out: there is no such route. */
  readonly live?: LiveRoutesOptions;
  readonly server: ServerRoutesOptions;
  readonly web: WebRoutesOptions;
}

/** Scripts, styles, fonts and workers of our own only; nothing leaves the intranet. */
const CONTENT_SECURITY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    frameAncestors: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
  },
};

/** Builds the HTTP side; the caller listens. Routes are listed here, one part a line. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.logger,
    trustProxy: options.trustProxy,
    bodyLimit: MAX_BODY_BYTES,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
  }) as unknown as FastifyInstance;

  registerProblems(app);
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    strictTransportSecurity: false,
  });
  await app.register(compress, { threshold: 2048 });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'citybrain', version: options.version, description: 'One live picture of a city.' },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
  });
  const upgrades = feedUpgrades();
  await app.register(websocket, {
    options: { maxPayload: MAX_BODY_BYTES, server: upgrades as unknown as Server, perMessageDeflate: DEFLATE },
  });
  connectUpgrades(app.server, upgrades);
  registerAuthentication(app, options.authentication);

  serverRoutes(app, options.server);
  registerSessionRoutes(app, options.session);
  registerTokenRoutes(app, options.session);
  registerUserRoutes(app, options.session);
  pictureRoutes(app, options.picture);
  if (options.ticketLife) {
    ticketMoveRoutes(app, options.ticketLife);
    ticketReportRoutes(app, options.ticketLife);
  }
  if (options.evidence) await app.register(evidenceRoutes, options.evidence);
  if (options.organisation) organisationRoutes(app, options.organisation);
  if (options.rates) rateRoutes(app, options.rates);
  if (options.live) liveRoutes(app, options.live);
  await app.register(async (raw) => {
    takeRawBodies(raw);
    feedRoutes(raw, options.feeds);
    quarantineRoutes(raw, options.quarantine);
  });
  app.get('/api/docs', { config: { action: 'documents.read' }, schema: { hide: true } }, () => app.swagger());
  await webRoutes(app, options.web);
  return app;
}
