/** The life of a ticket that only its source tells of. */
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant, type SourceStatus } from '@citybrain/domain';
import { around } from './seeded.ts';
import { TemplateLife } from './template-life.ts';
import { factsOf, FEED, SOURCE, SOURCE_ID, type ScriptOptions } from './template-script.ts';

/** Reported, now and then corrected, disposed and closed by its source. */
export function liveBySource({ world, at, item, draw, startsAt, until, slowness }: ScriptOptions): TemplateLife {
  const life = new TemplateLife(world, startsAt);
  const facts = factsOf({ item, at });
  const limitMs = (facts.dueAt ?? startsAt + 3 * DAY_MS) - startsAt;
  const tell = (status: SourceStatus, given: { disposedAt?: Instant | null; closedAt?: Instant | null } = {}): void => {
    const { disposedAt = null, closedAt = null } = given;
    const times = { reportedAt: startsAt, disposedAt, closedAt, updatedAt: life.now };
    const known = { type: 'RecordTicket', source: SOURCE, sourceId: SOURCE_ID } as const;
    const unit = life.events.length === 0 ? null : facts.unit;
    if (!life.try({ ...known, ...times, status, facts: { ...facts, unit } }, FEED)) {
      throw new Error(`the source's ${status} is refused`);
    }
  };
  const isTime = (usualMs: number): boolean => {
    const ms = usualMs * slowness;
    const isBefore = life.now + ms < until;
    life.wait(isBefore ? ms : Math.max(1, until - life.now));
    return isBefore;
  };
  tell('reported');
  if (draw() < 0.6) {
    if (!isTime(around(draw, 15 * MINUTE_MS))) return life;
    tell('reported');
  }
  if (!isTime(around(draw, 0.45 * limitMs))) return life;
  const disposedAt = life.now;
  tell('disposed', { disposedAt });
  if (!isTime(around(draw, 8 * HOUR_MS))) return life;
  tell('closed', { disposedAt, closedAt: life.now });
  life.wait(1);
  return life;
}
