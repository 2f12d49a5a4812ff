import { DAY_MS, HOUR_MS, instant, type Instant } from '@citybrain/domain';
import { generateTickets, schematicShibei } from '@citybrain/simulator';
import { parseTime } from '../src/feeds/parse-time.ts';
import { liveBySource } from './life-by-source.ts';
import { liveHere } from './life-here.ts';
import { between, seeded } from './seeded.ts';
import type { TemplateLife } from './template-life.ts';
import { templateWorld, ZONE, type Neighbourhood } from './template-world.ts';
import { TicketTemplate } from './ticket-template.ts';

/** Templates by who leads them and whether they have ended. */
export interface Templates {
  readonly openHere: readonly TicketTemplate[];
  readonly openBySource: readonly TicketTemplate[];
  readonly endedHere: readonly TicketTemplate[];
  readonly endedBySource: readonly TicketTemplate[];
  readonly neighbourhoods: readonly Neighbourhood[];
}

const COUNTS = { openHere: 200, openBySource: 80, endedHere: 220, endedBySource: 60 } as const;
/** The reports of the templates lie in this span before now; each then lives for weeks at most. */
const FIRST_DAYS_AGO = 120;
const LAST_DAYS_AGO = 75;
const LONGEST_OPEN_DAYS = 45;
const LONGEST_LIFE_DAYS = 400;
/** A script that ends before it should, or not at all, is drawn anew. */
const MOST_DRAWS = 60;

/** Some hundred lives, each decided and folded as the server does it. @param columns of the table `tickets` */
export function makeTemplates(now: Instant, columns: readonly string[]): Templates {
  const world = templateWorld();
  const { neighbourhoods } = world;
  const [from, to] = [FIRST_DAYS_AGO, LAST_DAYS_AGO].map((days) => instant(Math.floor((now - days * DAY_MS) / 1000) * 1000));
  const span = { from: from as Instant, to: to as Instant, geography: schematicShibei() };
  const wanted = Object.values(COUNTS).reduce((sum, count) => sum + count, 0);
  const items = [...generateTickets(wanted, 7, span)];
  let next = 0;
  const make = (isOpen: boolean, live: typeof liveHere) => (): TicketTemplate => {
    const index = next++;
    const item = items[index];
    const at = neighbourhoods[(index * 7) % neighbourhoods.length];
    const startsAt = item && parseTime(item.reportedAt, ZONE);
    if (!item || !at || startsAt == null) throw new Error(`no item ${index}`);
    for (let draws = 0; draws < MOST_DRAWS; draws += 1) {
      const draw = seeded(index * MOST_DRAWS + draws);
      // As many of some hours as of some weeks.
      const days = isOpen ? Math.exp(between(draw, Math.log(0.02), Math.log(LONGEST_OPEN_DAYS))) : LONGEST_LIFE_DAYS;
      const until = instant(startsAt + Math.floor((days * DAY_MS) / 1000) * 1000);
      const slowness = isOpen ? 1 + days / 3 : 1;
      const life = tryToLive(() => live({ ...{ world, at, item, draw, startsAt, until, slowness } }));
      if (life?.isOpen === isOpen && isSettled(life)) return new TicketTemplate(life, at, columns);
    }
    throw new Error(`no ${isOpen ? 'open' : 'ended'} life came of item ${index}`);
  };
  const group = (count: number, one: () => TicketTemplate): TicketTemplate[] => Array.from({ length: count }, one);
  return {
    openHere: group(COUNTS.openHere, make(true, liveHere)),
    openBySource: group(COUNTS.openBySource, make(true, liveBySource)),
    endedHere: group(COUNTS.endedHere, make(false, liveHere)),
    endedBySource: group(COUNTS.endedBySource, make(false, liveBySource)),
    neighbourhoods,
  };
} // prettier-ignore

/** A life that a rule stops is no template. */
function tryToLive(live: () => TemplateLife): TemplateLife | null {
  try {
    return live();
  } catch {
    return null;
  }
}

/** Nothing is due within the hour, so that copies can differ in when they were last touched. */
const isSettled = ({ now, nextDueAt }: TemplateLife): boolean => nextDueAt === null || nextDueAt - now > HOUR_MS / 60;
