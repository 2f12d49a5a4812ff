/**
 * A server made for nothing but sending on: nats-server with WebSocket, and the one
 * who publishes to it, which is this process. What is measured is nats-server alone.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TopicName } from '@citybrain/protocol';
import { answerParent } from './asked-child.ts';
import { runTicks, type TicksOrder } from './fan-out.ts';
import { processorMsOf } from './processor-of.ts';

interface Running {
  readonly child: ChildProcess;
  readonly publisher: Socket;
  readonly topics: readonly TopicName[];
}

const READY_WITHIN_MS = 10_000;
const directory = mkdtempSync(join(tmpdir(), 'citybrain-bench-nats-'));
let running: Running | null = null;

/** @param order what it will be sent, a subject each; screens subscribe to them by themselves. */
async function listen({ topics }: { readonly topics: readonly TopicName[] }): Promise<string> {
  const [port, webSocketPort] = [await freePort(), await freePort()];
  const file = join(directory, 'nats.conf');
  writeFileSync(
    file,
    `host: 127.0.0.1\nport: ${port}\nping_interval: "10m"\n` +
      `websocket { host: 127.0.0.1, port: ${webSocketPort}, no_tls: true }\n`,
  );
  const child = spawn('nats-server', ['-c', file], { stdio: 'ignore' });
  const publisher = await connectSoon(port);
  publisher.write('CONNECT {"verbose":false,"pedantic":false}\r\n');
  // It is told of pings, and has nothing to say to them within the bench.
  publisher.resume();
  running = { child, publisher, topics };
  return `http://127.0.0.1:${webSocketPort}`;
}

async function run(order: TicksOrder): Promise<number> {
  if (!running) throw new Error('nats-server does not run');
  const { child, publisher, topics } = running;
  const text = 'a'.repeat(order.bytes);
  const published = topics.map((topic) => `PUB ${topic} ${order.bytes}\r\n${text}\r\n`).join('');
  const before = processorMsOf(child.pid ?? 0);
  await runTicks(order, () => {
    publisher.write(published);
  });
  return processorMsOf(child.pid ?? 0) - before;
}

async function connectSoon(port: number): Promise<Socket> {
  const startedAt = performance.now();
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      if (performance.now() - startedAt > READY_WITHIN_MS) throw error;
      await sleep(50);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const answers = { listen, run };
export type NatsAnswers = typeof answers;
answerParent(answers, () => {
  running?.publisher.destroy();
  running?.child.kill();
  rmSync(directory, { recursive: true, force: true });
});
