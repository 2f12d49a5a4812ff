import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { LIVE_PATH } from '@citybrain/protocol';

/**
 * Upgrades of `server` but those of the screens, which Socket.IO takes on the same
 * server: each would otherwise answer the other's too. Attach it with
 * {@link connectUpgrades} once the server is there.
 */
export const feedUpgrades = (): EventEmitter => new EventEmitter();

export function connectUpgrades(server: Server, upgrades: EventEmitter): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isLive(request.url ?? '')) upgrades.emit('upgrade', request, socket, head);
  });
}

const isLive = (url: string): boolean =>
  url === LIVE_PATH || url.startsWith(`${LIVE_PATH}/`) || url.startsWith(`${LIVE_PATH}?`);
