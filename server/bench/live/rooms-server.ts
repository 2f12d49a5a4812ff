/** What is usual: Socket.IO, a room for each topic, and each frame emitted to its room. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIVE_PATH } from '@citybrain/protocol';
import { Server } from 'socket.io';
import { answerParent } from './asked-child.ts';
import { FAN_OUT_TOPICS, kilobyteRecord, runTicks, type TicksOrder } from './fan-out.ts';
import { processState } from './process-state.ts';

const http = createServer();
const server = new Server(http, { path: LIVE_PATH, transports: ['websocket'], serveClient: false });
let connected = 0;
let round = 0;
let roomsEach = 1;

server.on('connection', (socket) => {
  for (let room = 0; room < roomsEach; room += 1) void socket.join(`topic ${(connected + room) % FAN_OUT_TOPICS}`);
  connected += 1;
  socket.emit('hello', {});
});

/** @param order how many topics each screen watches. */
async function listen(order: { readonly topicsEach: number }): Promise<string> {
  roomsEach = order.topicsEach;
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

const run = (order: TicksOrder): Promise<number> =>
  runTicks(order, () => {
    round += 1;
    for (let topic = 0; topic < FAN_OUT_TOPICS; topic += 1) {
      server.to(`topic ${topic}`).emit('item', { topic, change: kilobyteRecord(topic, round) });
    }
  });

const answers = { listen, run, processState };
export type RoomsAnswers = typeof answers;
answerParent(answers, () => server.close());
