import type { Region } from '../region.ts';
import { calendarDays, hours, legalDays } from './limit-makers.ts';
import { holdsIn, type StatuteSet } from './statutes.ts';

/** What grows; the greening rules bind it and not those of the city's appearance. */
const GREENING = ['E0117', 'E0118', 'E0121', 'E0122', 'E0190', 'E0191'];
/** Of the group 市容环境, but a matter of roads, rivers or buildings. */
const NOT_APPEARANCE = [
  'E0102',
  'E0113',
  'E0126',
  'E0128',
  'E0179',
  'E0180',
  'E0181',
  'E0182',
  'E0183',
  'E0184',
  'E0197',
  'E0198',
  'E0199',
];

/**
 * The limits of Qingdao's regulations that bind a ticket (DOMAIN.md §3.3). An hour period
 * starts at once and runs round the clock; a day period leaves its first day out and is in
 * calendar days unless the law says 工作日 (DOMAIN.md §3.1, docs/decisions/0014).
 */
export const QINGDAO_STATUTES: StatuteSet = {
  id: 'qingdao',
  zh: '青岛市法规',
  en: 'Regulations of Qingdao',
  rootCode: '370200',
  statutes: [
    {
      id: 'heating-leak',
      zh: '供热漏水 1 小时内到达现场',
      en: 'Heating leak: on site within 1 hour',
      article: '青岛市供热条例 49(1)',
      categories: ['H02', 'P0192'],
      aspects: ['leak'],
      clock: 'respond',
      limit: hours(1),
    },
    {
      id: 'heating-pipe',
      zh: '供热管道破裂 1 小时内到达现场',
      en: 'Burst heating pipe: on site within 1 hour',
      article: '青岛市供热条例 49(1)',
      categories: ['E0504'],
      clock: 'respond',
      limit: hours(1),
    },
    {
      id: 'heating-temperature',
      zh: '供热温度 2 小时内到达现场，供热首十日 5 小时',
      en: 'Heating temperature: on site within 2 hours, 5 in the first ten days of the season',
      article: '青岛市供热条例 49(2)',
      categories: ['H02'],
      aspects: ['temperature'],
      clock: 'respond',
      limit: hours(2),
      seasonal: { from: '11-16', to: '11-25', limit: hours(5) },
    },
    {
      id: 'water-main',
      zh: '公共供水管道损坏 1 小时内到达现场',
      en: 'Damaged water main: on site within 1 hour',
      article: '青岛市供水条例',
      categories: ['E0501'],
      clock: 'respond',
      limit: hours(1),
    },
    {
      id: 'water-complaint',
      zh: '供水投诉 3 日内答复',
      en: 'Complaint about water supply: answered within 3 days',
      article: '青岛市供水条例',
      categories: ['H08', 'E0501', 'P0193'],
      demandKinds: ['complaint'],
      clock: 'resolve',
      limit: calendarDays(3),
    },
    {
      id: 'gas-query',
      zh: '燃气查询 5 个工作日内答复',
      en: 'Query about gas: answered within 5 working days',
      article: '青岛市燃气条例 26, 42',
      categories: ['E0502', 'P0111', 'P0149', 'P0157', 'P0504'],
      demandKinds: ['consultation'],
      clock: 'resolve',
      limit: legalDays(5),
    },
    {
      id: 'street-lamp',
      zh: '路灯故障 2 日内检修',
      en: 'Street lamp out of order: repaired within 2 days',
      article: '青岛市市政工程设施管理办法 44',
      categories: ['P0137'],
      clock: 'resolve',
      limit: calendarDays(2),
    },
    {
      id: 'drain',
      zh: '排水设施损坏、堵塞、外溢 2 日内处置',
      en: 'Drain damaged, blocked or overflowing: within 2 days',
      article: '青岛市市政工程设施管理办法 38',
      categories: ['E0503'],
      clock: 'resolve',
      limit: calendarDays(2),
    },
    {
      id: 'road-subsidence',
      zh: '道路塌陷 5 日内修复',
      en: 'Road subsidence: repaired within 5 days',
      article: '青岛市市政工程设施管理办法',
      categories: ['E0505'],
      clock: 'resolve',
      limit: calendarDays(5),
    },
    {
      id: 'appearance-complaint',
      zh: '市容环卫投诉 7 日内反馈',
      en: 'Complaint about cleanliness and appearance: answered within 7 days',
      article: '青岛市市容和环境卫生条例 59',
      categories: ['E01', 'E02', 'P03'],
      except: [...GREENING, ...NOT_APPEARANCE],
      demandKinds: ['complaint'],
      clock: 'resolve',
      limit: calendarDays(7),
    },
    {
      id: 'greening-complaint',
      zh: '绿化投诉 7 日内反馈',
      en: 'Complaint about greening: answered within 7 days',
      article: '青岛市城市绿化条例 44',
      categories: ['P04', ...GREENING],
      demandKinds: ['complaint'],
      clock: 'resolve',
      limit: calendarDays(7),
    },
  ],
};

const STATUTE_SETS: readonly StatuteSet[] = [QINGDAO_STATUTES];

/** The statutes of the place of these regions; null: none are known there. */
export const findStatuteSet = (regions: readonly Pick<Region, 'codeSystem' | 'code'>[]): StatuteSet | null =>
  STATUTE_SETS.find((set) => regions.some((region) => holdsIn(set, region))) ?? null;
