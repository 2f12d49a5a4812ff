/** The process that is the feed: sends tickets over HTTP at an even rate, whatever the answers take. */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant, type RegionId } from '@citybrain/domain';
import { RegionLocator } from '@citybrain/geo';
import type { IntakeAnswer } from '@citybrain/protocol';
import { generateTickets, schematicShibei } from '@citybrain/simulator';
import { answerParent } from './asked-child.ts';
import { FEED } from './feed-name.ts';
import { machineNow } from './machine-now.ts';
import { Durations, type DurationSummary } from './quantiles.ts';

export interface SendOrder {
  readonly url: string;
  readonly token: string;
  readonly perSecond: number;
  readonly seconds: number;
  /** Different for each order, so that every item is new. */
  readonly seed: number;
}

export interface Sent {
  readonly ids: readonly string[];
  /** Where each lies. */
  readonly regions: readonly RegionId[];
  /** Just before the request of each was sent, on the machine's monotonic clock. */
  readonly sentAt: Float64Array;
  readonly accepted: number;
  /** From the sending to the answer, of each request: accepted means durable. */
  readonly answered: DurationSummary;
  /** Of the items alone, as JSON. */
  readonly bytes: number;
  readonly seconds: number;
  readonly processorMs: number;
}

const REQUESTS_PER_SECOND = 50;
const AGENT = new Agent({ keepAlive: true, maxSockets: 32 });
/** Tickets are reported within the last while. */
const REPORTED_WITHIN_MS = 60_000;

interface Prepared {
  readonly ids: readonly string[];
  readonly regions: readonly RegionId[];
  readonly bytes: number;
  readonly bodies: readonly { readonly first: number; readonly count: number; readonly body: Buffer }[];
}

async function send(order: SendOrder): Promise<Sent> {
  const { ids, regions, bytes, bodies } = prepare(order);
  const sentAt = new Float64Array(ids.length);
  const answered = new Durations();
  const processorBefore = process.cpuUsage();
  const startedAt = machineNow();
  let accepted = 0;
  const requests = bodies.map(async ({ first, count, body }, index) => {
    const dueMs = startedAt + (index * 1_000) / REQUESTS_PER_SECOND - machineNow();
    if (dueMs > 0) await sleep(dueMs);
    const at = machineNow();
    sentAt.fill(at, first, first + count);
    const answer = await post(order, body);
    answered.add(machineNow() - at);
    accepted += answer.accepted;
  });
  await Promise.all(requests);
  const { user, system } = process.cpuUsage(processorBefore);
  return {
    ...{ ids, regions, sentAt, accepted, bytes },
    answered: answered.summary(),
    seconds: (machineNow() - startedAt) / 1_000,
    processorMs: (user + system) / 1_000,
  };
}

/** All that can be done before, so that sending is little work. */
function prepare({ perSecond, seconds, seed }: SendOrder): Prepared {
  const now = Date.now();
  const geography = schematicShibei();
  const locator = new RegionLocator(geography.tree, geography.shapes);
  const options = { geography, from: instant(now - REPORTED_WITHIN_MS), to: instant(now) };
  const items = [...generateTickets(perSecond * seconds, seed, options)];
  const each = Math.max(1, Math.round(perSecond / REQUESTS_PER_SECOND));
  const texts = items.map((item) => JSON.stringify(item));
  const bodies: Prepared['bodies'][number][] = [];
  for (let first = 0; first < texts.length; first += each) {
    const part = texts.slice(first, first + each);
    bodies.push({ first, count: part.length, body: Buffer.from(`[${part.join(',')}]`) });
  }
  return {
    ids: items.map(({ id }) => id),
    // Those outside every region are shown where the feed is at home: on the whole.
    regions: items.map(({ lon, lat }) => locator.locate(lon ?? 0, lat ?? 0) ?? geography.tree.at(0).id),
    bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    bodies,
  };
}

function post({ url, token }: SendOrder, body: Buffer): Promise<IntakeAnswer> {
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    authorization: `Bearer ${token}`,
  };
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}/api/v1/feeds/${FEED}/items`,
      { method: 'POST', agent: AGENT, headers },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (response.statusCode === 200) resolve(JSON.parse(text) as IntakeAnswer);
          else reject(new Error(`intake answered ${response.statusCode}: ${text}`));
        });
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

const answers = { send };
export type ItemSenderAnswers = typeof answers;
answerParent(answers, () => AGENT.destroy());
