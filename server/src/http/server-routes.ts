import type { ServerAnswer } from '@citybrain/protocol';
import type { FastifyInstance } from 'fastify';

export interface ServerRoutesOptions {
  readonly about: () => ServerAnswer;
  /** Whether the store answers and the picture is up to date with the log. */
  readonly isReady: () => Promise<boolean>;
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
}

/** Health, readiness, what server this is, and its measures. */
export function serverRoutes(app: FastifyInstance, options: ServerRoutesOptions): void {
  app.get('/healthz', { config: { action: 'open' }, schema: { hide: true }, logLevel: 'silent' }, () => 'ok\n');

  app.get(
    '/readyz',
    { config: { action: 'open' }, schema: { hide: true }, logLevel: 'silent' },
    async (_request, reply) => ((await options.isReady()) ? 'ready\n' : reply.code(503).send('not ready\n')),
  );

  app.get(
    '/api/v1/server',
    { config: { action: 'server.read' }, schema: { summary: 'What server this is', tags: ['server'] } },
    () => options.about(),
  );

  app.get(
    '/metrics',
    { config: { action: 'metrics.read', isOpenToThisMachine: true }, schema: { hide: true } },
    async (_request, reply) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(await options.metrics()),
  );
}
