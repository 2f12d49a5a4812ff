import type { MatterKind } from './matter-kind.ts';

/** What one broken water main makes forty people call about. */
export const WATER_MAIN_BREAK: MatterKind = {
  category: 'E0501',
  department: 'water',
  course: 'repair',
  at: 'road',
  demand: 'help',
  weights: { '12345': 3, grid: 1, video: 1 },
  wordings: [
    ['{spot}自来水管爆裂', '{spot}路面有大量水涌出，怀疑自来水主管道破裂，车辆无法通行'],
    ['{spot}停水且路面冒水', '{spot}家中突然停水，楼下路面在冒水，询问何时修好'],
    ['{spot}供水管道破裂积水', '{spot}水已漫到人行道，商铺门口进水，请尽快抢修'],
  ],
  remedy: '抢修人员关闭阀门并更换破损管段，已恢复供水',
};

/** Dangers; most come with the weather. */
export const EMERGENCY_MATTERS: readonly MatterKind[] = [
  WATER_MAIN_BREAK,
  {
    category: 'E0506',
    department: 'urban',
    course: 'danger',
    at: 'crossing',
    weathers: ['rain'],
    weights: { '12345': 1, grid: 1, sensor: 5, police: 1 },
    wordings: [['{spot}道路积水', '{spot}积水没过轮胎，行人和车辆无法通过']],
    remedy: '泵车到场抽排，积水已退',
  },
  {
    category: 'E0508',
    department: 'telecom',
    course: 'danger',
    at: 'road',
    weathers: ['rain', 'gale'],
    weights: { '12345': 3, grid: 3, police: 1 },
    wordings: [['{spot}架空线缆脱落', '{spot}一条线缆垂落到路面，行人需要绕行']],
    remedy: '产权单位到场加固，线缆已归位',
  },
  {
    category: 'E0596',
    department: 'emergency',
    course: 'danger',
    at: 'building',
    weathers: ['gale', 'rain'],
    weights: { '12345': 3, grid: 2, police: 2 },
    wordings: [['{spot}高空坠物隐患', '{spot}外墙皮脱落，砸到楼下车辆，要求排险']],
    remedy: '设置警戒区，已清除松动墙皮',
  },
  {
    category: 'E0507',
    department: 'urban',
    course: 'street',
    at: 'road',
    months: [12, 1, 2],
    weathers: ['snow'],
    weights: { '12345': 2, grid: 3 },
    wordings: [['{spot}路面结冰', '{spot}坡道积雪结冰，老人出行困难，希望尽快清扫']],
    remedy: '组织人员撒布融雪剂并清扫，路面已露出',
  },
  {
    category: 'E0505',
    department: 'urban',
    course: 'danger',
    at: 'road',
    weights: { '12345': 1, grid: 1, video: 1 },
    wordings: [['{spot}路面塌陷', '{spot}路面塌陷约半米深，已有市民放置警示物']],
    remedy: '围挡后完成回填压实，恢复通行',
  },
  {
    category: 'E0502',
    department: 'gas',
    course: 'danger',
    at: 'estate',
    weights: { '12345': 1, police: 1 },
    wordings: [['{spot}疑似燃气泄漏', '{spot}楼道内有明显燃气味，居民已疏散']],
    remedy: '检测排险，更换老化管段后恢复供气',
  },
];
