/** The least a server can do: `ws`, and the same ready bytes for each socket of a topic. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { answerParent } from './asked-child.ts';
import { FAN_OUT_TOPICS, runTicks, type TicksOrder } from './fan-out.ts';
import { processState } from './process-state.ts';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });

async function listen(): Promise<string> {
  if (!server.address()) await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function run(order: TicksOrder): Promise<number> {
  const messages = Array.from({ length: FAN_OUT_TOPICS }, (_, topic) => Buffer.alloc(order.bytes, 97 + topic));
  return runTicks(order, () => {
    let index = 0;
    for (const client of server.clients) {
      client.send(messages[index % FAN_OUT_TOPICS] ?? '', { binary: false });
      index += 1;
    }
  });
}

const answers = { listen, run, processState };
export type BareAnswers = typeof answers;
answerParent(answers, () => {
  for (const client of server.clients) client.terminate();
  server.close();
});
