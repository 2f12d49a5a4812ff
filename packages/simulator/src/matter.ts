import { HOUR_MS, type DemandKind, type Disposition, type Instant, type Priority } from '@citybrain/domain';
import type { Position } from '@citybrain/geo';
import { EMERGENCY_MATTERS } from './emergency-matters.ts';
import { HOUSEHOLD_MATTERS } from './household-matters.ts';
import { localDateOf, localDayOf, localHourOf, wholeSecond } from './local-time.ts';
import { CHANNELS, COURSES, type Channel, type Course, type MatterKind, type Weather } from './matter-kind.ts';
import { drawLife, type Version } from './matter-life.ts';
import { Random, seedOf, WeightedChoice } from './random.ts';
import { STREET_MATTERS } from './street-matters.ts';
import { targetHours } from './target-hours.ts';
import type { Leaf, Territory } from './territory.ts';

/** One matter of the city with its whole life, before it is put into words. */
export interface Matter {
  readonly id: string;
  /** Seeds whatever is drawn about the matter later. */
  readonly seed: number;
  readonly kind: MatterKind;
  readonly channel: Channel;
  readonly demandKind: DemandKind | null;
  readonly leaf: Leaf;
  /** The one point that many report at; null when the matter has a place of its own. */
  readonly centre: Position | null;
  readonly disposition: Disposition;
  readonly priority: Priority;
  readonly reportedAt: Instant;
  readonly dueAt: Instant;
  /** Oldest first; the first is the report. */
  readonly versions: readonly Version[];
}

const ALL_KINDS = [...HOUSEHOLD_MATTERS, ...STREET_MATTERS, ...EMERGENCY_MATTERS];

type KindOnChannel = readonly [MatterKind, Channel];
type Mix = WeightedChoice<KindOnChannel>;

const onChannels = (kind: MatterKind, factor: number): (readonly [KindOnChannel, number])[] =>
  CHANNELS.map((channel) => [[kind, channel], (kind.weights[channel] ?? 0) * factor]);

const isNight = (hour: number): boolean => hour < 6 || hour >= 19;

/** What comes up in a month by night and by day. */
function everydayMix(month: number, atNight: boolean): Mix {
  const inSeason = ALL_KINDS.filter(({ months }) => !months || months.includes(month));
  return new WeightedChoice(
    inSeason.flatMap((kind) => onChannels(kind, kind.isNightly ? (atNight ? 4 : 0.3) : atNight ? 0.7 : 1)),
  );
}

const weatherMix = (weather: Weather): Mix =>
  new WeightedChoice(
    ALL_KINDS.filter(({ weathers }) => weathers?.includes(weather)).flatMap((kind) => onChannels(kind, 1)),
  );

const EVERYDAY_MIXES = Array.from(
  { length: 12 },
  (_, at) => [everydayMix(at + 1, false), everydayMix(at + 1, true)] as const,
);
const WEATHER_MIXES = { rain: weatherMix('rain'), snow: weatherMix('snow'), gale: weatherMix('gale') };
const COURSE_CHOICES = Object.fromEntries(
  Object.entries(COURSES).map(([course, shares]) => [
    course,
    new WeightedChoice(shares.map(([disposition, priority, weight]) => [[disposition, priority] as const, weight])),
  ]),
) as Record<Course, WeightedChoice<readonly [Disposition, Priority]>>;

/** One thing that many report, done with at `finishedAt`. */
export interface SharedMatter {
  readonly kind: MatterKind;
  readonly leaf: Leaf;
  readonly centre: Position | null;
  readonly finishedAt: Instant;
}

/** What is settled about a matter before it is drawn. */
export interface MatterFrame {
  readonly id: string;
  readonly reportedAt: Instant;
  /** The weather that brought it up. */
  readonly weather?: Weather;
  /** One of many reports of the same thing. */
  readonly shared?: SharedMatter;
}

/** Draws the matter of a frame: cheap, for it decides nothing that only words and places need. */
export function drawMatter(seed: number, territory: Territory, frame: MatterFrame): Matter {
  const matterSeed = seedOf(seed, 'matter', frame.id);
  const random = new Random(matterSeed);
  const reportedAt = wholeSecond(frame.reportedAt);
  const [drawnKind, drawnChannel] = mixAt(reportedAt, frame.weather).draw(random);
  const kind = frame.shared?.kind ?? drawnKind;
  const channel = frame.shared ? sharedChannel(random) : drawnChannel;
  const leaf = frame.shared?.leaf ?? territory.drawLeaf(random);
  const [disposition, priority] = COURSE_CHOICES[kind.course].draw(random);
  const isConsultation = kind.course === 'consultation';
  const limitMs = targetHours(disposition, priority, isConsultation) * HOUR_MS;
  const isCitizens = channel === '12345' || channel === 'eparty';
  const life = {
    ...{ reportedAt, limitMs, disposition, priority, isCitizens, isConsultation },
    slowness: leaf.street.slowness,
    finishedAt: frame.shared?.finishedAt ?? null,
  };
  return {
    id: frame.id,
    seed: matterSeed,
    kind,
    channel,
    demandKind: isCitizens ? (kind.demand ?? 'complaint') : null,
    leaf,
    centre: frame.shared?.centre ?? null,
    disposition,
    priority,
    reportedAt,
    dueAt: wholeSecond(reportedAt + limitMs),
    versions: drawLife(life, random),
  };
}

function mixAt(at: Instant, weather: Weather | undefined): Mix {
  if (weather) return WEATHER_MIXES[weather];
  const mixes = EVERYDAY_MIXES[localDateOf(localDayOf(at)).month - 1] as readonly [Mix, Mix];
  return mixes[isNight(localHourOf(at)) ? 1 : 0];
}

const sharedChannel = (random: Random): Channel => (random.chance(0.85) ? '12345' : random.pick(['eparty', 'grid']));
