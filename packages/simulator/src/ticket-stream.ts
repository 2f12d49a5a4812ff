import { DAY_MS, HOUR_MS, type Instant } from '@citybrain/domain';
import type { TicketItem } from '@citybrain/protocol';
import { mattersOfHour, type ArrivalPlan } from './arrivals.ts';
import { blockStream, type Life } from './block-stream.ts';
import type { DirtShares } from './dirt-shares.ts';
import { dirtChoice, LATEST_MS, soil } from './dirt.ts';
import { wholeSecond } from './local-time.ts';
import { LONGEST_LIFE_DAYS } from './matter-life.ts';
import type { Matter } from './matter.ts';
import { Random, seedOf } from './random.ts';
import type { SentItem } from './send.ts';
import { sendDelayMs, ticketItems } from './ticket-items.ts';

/** The tickets of a city with their lives, from `startsAt` on, ordered by send time. Open ones are sent at the start. */
export function ticketStream(plan: ArrivalPlan, dirt: DirtShares, startsAt: Instant): Generator<SentItem, never> {
  const drawDirt = dirtChoice(dirt);
  return blockStream(
    {
      blockMs: HOUR_MS,
      lookbackBlocks: (LONGEST_LIFE_DAYS * DAY_MS) / HOUR_MS,
      *livesOfBlock(hourAt) {
        for (const matter of mattersOfHour(plan, hourAt)) {
          if (isOver(matter, startsAt)) continue;
          yield lifeOf(matter, drawDirt);
        }
      },
      isLast: ({ item }) => (item as TicketItem).status === 'closed',
    },
    startsAt,
  );
}

/** Nothing of it is sent any more, so that its words need not be drawn. */
const isOver = ({ versions, reportedAt }: Matter, at: Instant): boolean =>
  (versions.at(-1)?.updatedAt ?? reportedAt) + LATEST_MS + HOUR_MS < at;

function lifeOf(matter: Matter, drawDirt: ReturnType<typeof dirtChoice>): Life {
  const random = new Random(seedOf(matter.seed, 'sending'));
  const dirt = drawDirt(random);
  const items = ticketItems(matter, matter.versions, 'as-sources-do');
  let last = 0;
  const sent = items.map((item, at) => {
    const updatedAt = matter.versions[at]?.updatedAt ?? matter.reportedAt;
    last = Math.max(last, wholeSecond(updatedAt + sendDelayMs(random)));
    return { sendAt: wholeSecond(last), kind: 'ticket' as const, item, dirt: null };
  });
  return dirt ? soil(dirt, sent, random) : sent;
}
