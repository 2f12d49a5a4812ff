import { DAY_MS, HOUR_MS, instant, type IncidentKind, type IncidentStatus, type Instant } from '@citybrain/domain';
import type { Position } from '@citybrain/geo';
import type { IncidentItem } from '@citybrain/protocol';
import { blockStream, type Life } from './block-stream.ts';
import { atLocalHour, formatTime, localDateOf, localDayOf, localDayOfDate } from './local-time.ts';
import { mainBreakOf } from './main-breaks.ts';
import type { Weather } from './matter-kind.ts';
import { codeOf, type PlaceFields } from './place-wording.ts';
import { Random, seedOf } from './random.ts';
import type { SentItem } from './send.ts';
import type { Territory } from './territory.ts';
import { stormOf } from './weather.ts';

export interface IncidentPlan {
  readonly seed: number;
  readonly key: string;
  readonly territory: Territory;
}

/** The festival is announced when the one before has ended, a year ahead. */
const LOOKBACK_DAYS = 400;

/** What happens in a place and a time window, from `startsAt` on, ordered by send time. What is under way is sent at the start. */
export function incidentStream(plan: IncidentPlan, startsAt: Instant): Generator<SentItem, never> {
  return blockStream(
    {
      blockMs: DAY_MS,
      lookbackBlocks: LOOKBACK_DAYS,
      livesOfBlock: (at) => livesOfDay(plan, localDayOf(at)),
      isLast: ({ item }) => ['ended', 'cancelled'].includes((item as IncidentItem).status ?? ''),
    },
    startsAt,
  );
}

function livesOfDay(plan: IncidentPlan, localDay: number): Life[] {
  const { month, day, year } = localDateOf(localDay);
  const lives = [warningLife(plan, localDay), mainBreakLife(plan, localDay)];
  if (month === 7 && day === 4) lives.push(festivalLife(plan, year + 1));
  if (month === 1 && day === 1) lives.push(projectLife(plan, year));
  return lives.filter((life) => life.length > 0);
}

interface IncidentFrame {
  readonly id: string;
  readonly incidentKind: IncidentKind;
  readonly title: string;
  readonly text: string;
  readonly startsAt: Instant;
  readonly endsAt?: Instant;
  readonly grade?: 1 | 2 | 3 | 4;
  readonly venue?: string;
  readonly place: PlaceFields;
}

type Step = readonly [at: Instant, status: IncidentStatus];

function lifeOf({ startsAt, endsAt, place, ...frame }: IncidentFrame, steps: readonly Step[]): SentItem[] {
  return steps.map(([at, status]) => ({
    sendAt: at,
    kind: 'incident',
    dirt: null,
    item: {
      kind: 'incident',
      ...frame,
      updatedAt: formatTime(at, 'offset'),
      startsAt: formatTime(startsAt, 'offset'),
      ...(endsAt !== undefined && { endsAt: formatTime(endsAt, 'offset') }),
      status,
      ...place,
    },
  }));
}

/** The festival of the page: 25 June to 3 July at 新都心凯德Mall, each year at the same days. */
function festivalLife({ key, territory }: IncidentPlan, year: number): Life {
  const startsAt = atLocalHour(localDayOfDate(year, 6, 25), 19);
  const endsAt = atLocalHour(localDayOfDate(year, 7, 3), 22);
  const frame: IncidentFrame = {
    id: `${key}-festival-${year}`,
    incidentKind: 'festival',
    title: '台柳路1907文化艺术节',
    text: '以青春之名，“艺术之光”璀璨活力市北：音乐LIVE、潮流市集、星空露营影院、儿童才艺比赛。',
    venue: '新都心凯德Mall',
    startsAt,
    endsAt,
    place: placeIn(territory, '双山街道'),
  };
  return lifeOf(frame, [
    [atLocalHour(localDayOfDate(year - 1, 7, 4), 10), 'announced'],
    [startsAt, 'started'],
    [endsAt, 'ended'],
  ]);
}

/** The container village of the page, handed over in June 2022; the operator reports on the first of each month. */
function projectLife({ key, territory }: IncidentPlan, year: number): Life {
  return Array.from({ length: 12 }, (_, month) => {
    const at = atLocalHour(localDayOfDate(year, month + 1, 1), 9);
    const frame: IncidentFrame = {
      id: `${key}-container-village`,
      incidentKind: 'project',
      title: '青岛国际邮轮港区集装箱部落项目',
      text: `建筑面积6091平方米，邮轮港区启动区首个配套项目，以钢结构和集装箱组合建筑的方式搭建，已交付。${month + 1}月运营情况：商业、办公、餐饮、娱乐业态招商推进中。`,
      venue: '青岛国际邮轮港区启动区',
      startsAt: atLocalHour(localDayOfDate(2022, 6, 28), 9),
      place: placeIn(territory, '大港街道'),
    };
    return lifeOf(frame, [[at, 'started']]);
  }).flat();
}

const WARNINGS: Record<Weather, readonly [name: string, text: string]> = {
  rain: ['暴雨', '预计今天傍晚到夜间我市有强降雨并伴有雷电，低洼路段可能积水，请注意防范。'],
  snow: ['道路结冰', '预计今天凌晨到上午我市有降雪，路面湿滑结冰，请注意出行安全。'],
  gale: ['大风', '预计今天傍晚到夜间我市北风5到6级阵风8级，请加固户外设施，注意高空坠物。'],
};
const COLOURS = ['红色', '橙色', '黄色', '蓝色'];

function warningLife({ seed, key, territory }: IncidentPlan, localDay: number): Life {
  const storm = stormOf(seed, localDay);
  if (!storm) return [];
  const [name, text] = WARNINGS[storm.weather];
  const frame: IncidentFrame = {
    id: `${key}-warning-${localDay}`,
    incidentKind: 'weather',
    title: `${name}${COLOURS[storm.grade - 1] ?? ''}预警`,
    text,
    grade: storm.grade,
    startsAt: storm.startsAt,
    endsAt: storm.endsAt,
    place: territory.district ? codeOf(territory.district) : {},
  };
  return lifeOf(frame, [
    [storm.warnedAt, 'announced'],
    [storm.startsAt, 'started'],
    [storm.endsAt, 'ended'],
  ]);
}

const NOTICED_AFTER_MS = HOUR_MS / 6;

function mainBreakLife({ seed, key, territory }: IncidentPlan, localDay: number): Life {
  const main = mainBreakOf(seed, territory, localDay);
  if (!main) return [];
  const frame: IncidentFrame = {
    id: `${key}-main-break-${localDay}`,
    incidentKind: 'alarm',
    title: `${main.spot}供水主管道破裂抢修`,
    text: '供水主管道破裂，周边路段积水并停水，抢修人员已到场。',
    startsAt: main.brokeAt,
    place: main.centre ? pointFields(main.centre) : codeOf(main.leaf.region),
  };
  return lifeOf(frame, [
    [instant(main.brokeAt + NOTICED_AFTER_MS), 'started'],
    [main.repairedAt, 'ended'],
  ]);
}

const pointFields = ([lon, lat]: Position): PlaceFields => ({ lon, lat });

/** A place of its own in the street of this name: near enough for a simulated city. */
function placeIn(territory: Territory, streetName: string): PlaceFields {
  const street = territory.streetNamed(streetName);
  const random = new Random(seedOf('venue', streetName));
  const point = random.pick(street.leaves).samplePoint(random);
  return point ? pointFields(point) : codeOf(street.region);
}
