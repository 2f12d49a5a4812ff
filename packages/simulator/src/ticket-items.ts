import { MINUTE_MS, type Instant } from '@citybrain/domain';
import type { Position } from '@citybrain/geo';
import type { TicketItem } from '@citybrain/protocol';
import { formatTime, type TimeStyle } from './local-time.ts';
import { DEPARTMENTS, type Channel } from './matter-kind.ts';
import type { Version } from './matter-life.ts';
import type { Matter } from './matter.ts';
import { roundDegrees } from './point-sampler.ts';
import { Random, seedOf } from './random.ts';
import { wordPlace, type PlaceStyle } from './place-wording.ts';
import { wordSpot } from './spot-wording.ts';

const TIME_STYLES: Record<Channel, TimeStyle> = {
  '12345': 'offset',
  grid: 'local',
  eparty: 'offset',
  video: 'utc',
  police: 'local',
  sensor: 'utc',
};

const OPENINGS: Record<Channel, string> = {
  '12345': '市民反映：',
  grid: '网格员巡查发现，',
  eparty: '党群e家议题：',
  video: '视频巡检发现，',
  police: '公安指挥中心转来：',
  sensor: '监测设备报警：',
};

const CITIZENS_CLOSING = '，对此不满，请责任部门尽快落实处理并答复。';

/** Degrees of latitude within which most of the callers about one thing stand. */
const CROWD_DEGREES = 0.0006;

/** The source's records of a matter, one per version, in order. Equal matters give equal records. */
export function ticketItems(matter: Matter, versions: readonly Version[], placeStyle: PlaceStyle): TicketItem[] {
  const random = new Random(seedOf(matter.seed, 'words'));
  const { kind, channel, leaf, disposition, priority, demandKind } = matter;
  const spot = wordSpot(kind.at, leaf, random);
  const [title, text] = random.pick(kind.wordings).map((wording) => wording.replaceAll('{spot}', spot)) as [
    string,
    string,
  ];
  const place = wordPlace(channel, leaf, spot, pointOf(matter, random), placeStyle, random);
  const report = `${OPENINGS[channel]}${text}${channel === '12345' && demandKind === 'complaint' ? CITIZENS_CLOSING : '。'}`;
  const isContent = random.chance(0.93);
  const time = (at: Instant): string => formatTime(at, TIME_STYLES[channel]);
  const unit = unitOf(matter);
  return versions.map((version) => ({
    kind: 'ticket',
    id: matter.id,
    title,
    text: report + remedyOf(matter, version, unit, isContent),
    reportedAt: time(matter.reportedAt),
    updatedAt: time(version.updatedAt),
    ...(version.disposedAt !== null && { disposedAt: time(version.disposedAt) }),
    ...(version.closedAt !== null && { closedAt: time(version.closedAt) }),
    dueAt: time(matter.dueAt),
    status: version.status,
    category: kind.category,
    ...(demandKind && { demandKind }),
    disposition,
    priority,
    channel,
    ...(version.isAccepted && { unit }),
    ...(disposition === 'joint' && { labels: { 协办单位: `${leaf.street.region.name}办事处` } }),
    ...place,
  }));
}

function pointOf({ centre, leaf }: Matter, random: Random): Position | null {
  if (!centre) return leaf.samplePoint(random);
  const around = (degrees: number): number => roundDegrees(degrees + CROWD_DEGREES * random.normal());
  return [around(centre[0]), around(centre[1])];
}

/** Dispositions name their level: community, street, department, the hub. */
function unitOf({ kind, leaf, disposition }: Matter): string {
  switch (disposition) {
    case 'immediate':
      return `${leaf.community.name}居民委员会`;
    case 'fast':
      return `${leaf.street.region.name}${kind.department === 'housing' ? '社区建设办公室' : '城市管理办公室'}`;
    case 'assigned':
    case 'joint':
      return DEPARTMENTS[kind.department];
    case 'top-level':
      return '市北区党建引领基层治理推进中心';
  }
}

function remedyOf({ kind, channel }: Matter, version: Version, unit: string, isContent: boolean): string {
  if (version.status === 'reported') return '';
  const remedy = `【办理情况】${unit}：${kind.remedy}。`;
  if (version.status === 'disposed') return remedy;
  if (channel !== '12345' && channel !== 'eparty') return `${remedy}【核查】现场核查通过。`;
  return `${remedy}【回访】${isContent ? '来电人表示满意。' : '来电人表示不满意，要求继续关注。'}`;
}

/** How long a record is on its way. */
export const sendDelayMs = (random: Random): number => random.between(1000, 0.7 * MINUTE_MS);
