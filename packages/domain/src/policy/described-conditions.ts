import type { Limit } from '../limit.ts';
import { accrualDays, continuousDays, hours, workingHours } from './limit-makers.ts';

/** `[id within the category, Chinese, English, limit]`. */
export type DescribedRow = readonly [id: string, zh: string, en: string, limit: Limit];

const COVER: readonly DescribedRow[] = [
  ['missing', '缺失、移位、开裂', 'Missing, shifted or cracked', hours(2)],
  ['broken', '破损超过 25 平方厘米', 'Broken over more than 25 cm²', workingHours(4)],
  ['rattling', '松动异响', 'Loose and rattling', accrualDays(2)],
  ['sunk', '沉降超过 2 厘米', 'Sunk by more than 2 cm', accrualDays(5)],
];
const PIPE: readonly DescribedRow[] = [
  ['burst', '管道破裂，先行止险', 'Pipe burst: made safe', hours(1)],
  ['road-collapsed', '由此引起的路面塌陷，修复', 'Road collapsed because of it: repaired', accrualDays(5)],
];
const one = (...row: DescribedRow): readonly DescribedRow[] => [row];

/** Which covers (井盖) the standard words alike; grates and plates have conditions of their own. */
const COVERS = ['P0101', 'P0102', 'P0103', 'P0106', 'P0110', 'P0111', 'P0114', 'P0118', 'P0123'];

/** The filing conditions whose wording is known (DOMAIN.md §2.4), by category. */
export const DESCRIBED_CONDITIONS: ReadonlyMap<string, readonly DescribedRow[]> = new Map([
  ...COVERS.map((code) => [code, COVER] as const),
  ['E0501', PIPE],
  ['E0502', PIPE],
  ['E0504', PIPE],
  [
    'E0503',
    [
      ['hazard', '危及安全', 'A danger to people', hours(1)],
      ['overflow', '污水冒溢', 'Overflowing', workingHours(4)],
    ],
  ],
  ['E0505', one('collapsed', '路面塌陷', 'Road surface collapsed', hours(2))],
  ['E0506', one('flooded', '积水超过 100 平方米且深于 15 厘米', 'Over 100 m² and deeper than 15 cm', hours(2))],
  ['E0596', one('falling', '高空坠物', 'Objects falling from height', hours(2))],
  ['E0508', one('fallen', '架空线缆脱落', 'Overhead cable down', workingHours(2))],
  ['E0496', one('blocked', '占用消防通道', 'Fire lane blocked', workingHours(2))],
  ['E0304', one('dust', '工地扬尘', 'Dust from the site', workingHours(2))],
  ['E0410', one('misparked', '非机动车乱停放', 'Bicycles misparked', workingHours(2))],
  ['E0493', one('misparked', '共享单车乱停放', 'Shared bikes misparked', workingHours(2))],
  ['E0507', one('snow', '积雪、积冰', 'Snow or ice', workingHours(4))],
  ['E0110', one('exposed', '生活垃圾暴露', 'Household waste exposed', workingHours(4))],
  ['E0192', one('overflowing', '垃圾满溢', 'Bin overflowing', workingHours(4))],
  ['E0401', one('hawking', '无照经营', 'Unlicensed hawking', hours(2))],
  ['E0405', one('outside', '店外经营', 'Trading outside the shop', hours(2))],
  ['E0406', one('on-road', '占道经营', 'Trading on the road', hours(2))],
  ['E0128', one('noise', '商业噪音', 'Commercial noise', hours(2))],
  ['E0129', one('barbecue', '露天烧烤', 'Open-air barbecue', hours(2))],
  ['E0301', one('noise', '施工扰民', 'Noise from works', hours(2))],
  [
    'E0101',
    [
      ['in-progress', '正在搭建', 'Being built', continuousDays(2)],
      ['existing', '既有搭建，按法定程序', 'Standing already: by due process', accrualDays(15)],
    ],
  ],
  [
    'P0137',
    [
      ['wrong-times', '开关灯时间不对', 'On or off at the wrong time', workingHours(2)],
      ['down', '灯杆倒伏、灯具破损', 'Fallen or broken', accrualDays(1)],
      ['single-out', '单灯不亮', 'A single lamp out', accrualDays(2)],
    ],
  ],
  ['E0201', one('posted', '非法小广告', 'Small ads posted', accrualDays(1))],
  ['E0113', one('damaged', '道路破损', 'Road damaged', accrualDays(5))],
  ['E0111', one('piled', '积存垃圾渣土', 'Rubbish or spoil piled up', accrualDays(5))],
  [
    'P0402',
    [
      ['fallen', '倒伏', 'Fallen', accrualDays(1)],
      ['missing', '缺失，补种', 'Missing: replanted', accrualDays(15)],
    ],
  ],
] satisfies readonly (readonly [string, readonly DescribedRow[]])[]);
