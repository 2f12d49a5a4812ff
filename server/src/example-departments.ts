import type { Disposition } from '@citybrain/domain';

/** A department of the example with the categories that it leads. */
export interface ExampleDepartment {
  /** Ends up in the unit's id. */
  readonly key: string;
  readonly name: string;
  readonly shortName: string;
  readonly leads: readonly ExampleDuty[];
}

export interface ExampleDuty {
  readonly category: string;
  readonly disposition?: Disposition;
  /** Keys of other departments. */
  readonly helpers?: readonly string[];
}

const leads = (categories: string, ...helpers: string[]): ExampleDuty[] =>
  categories.split(' ').map((category) => ({ category, ...(helpers.length > 0 && { helpers }) }));

const department = (key: string, name: string, shortName: string, ...duties: ExampleDuty[][]): ExampleDepartment => ({
  ...{ key, name, shortName, leads: duties.flat() },
});

/**
 * What departments of a district usually lead: every group of the categories has
 * one, and single categories that are usually somebody else's. An example, taken
 * from no real duty list.
 */
export const EXAMPLE_DEPARTMENTS: readonly ExampleDepartment[] = [
  department('city-management', '城市管理局', '城管局', leads('E01 P03'), leads('E02 E06', 'law-enforcement')),
  department('law-enforcement', '综合行政执法局', '执法局', leads('E04 E0101 E0203 E0206'), leads('E0129', 'market')),
  department('housing', '住房和城乡建设局', '住建局', leads('H01'), leads('E03', 'law-enforcement', 'environment'), leads('H03', 'market', 'planning')),
  department('market', '市场监督管理局', '市场监管局', leads('H06 E0498')),
  department('police', '公安分局', '公安', leads('H07 E0184')),
  department('traffic-police', '交警大队', '交警', leads('H05 P0217')),
  department('environment', '生态环境分局', '环保局', leads('E0128 E0187'), leads('E0126', 'water')),
  department('planning', '自然资源分局', '资源局', leads('E0696')),
  department('gardens', '园林绿化中心', '园林', leads('P04 E0118 E0121 E0122 E0191')),
  department('roads', '市政管理中心', '市政', leads('P01 P02 E0113'), leads('E0505 E0506', 'emergency', 'water')),
  department('emergency', '应急管理局', '应急局', leads('E05', 'fire')),
  department('fire', '消防救援大队', '消防', leads('E0496', 'traffic-police')),
  department('health', '卫生健康局', '卫健局', leads('E0133')),
  department('civil-affairs', '民政局', '民政局', leads('P05')),
  department('water', '供排水服务单位', '供排水', leads('H08 E0501 E0503 P0101 P0102 P0103')),
  department('heating', '供热服务单位', '供热', leads('H02 E0504 P0110 P0192')),
  department('gas', '燃气服务单位', '燃气', leads('E0502 P0111 P0149 P0157', 'emergency')),
  department('government-services', '行政审批服务局', '审批局', leads('H04')),
]; // prettier-ignore

/** What a community settles itself, at once, in its own list (DOMAIN.md §8.10). */
export const COMMUNITY_CATEGORIES = ['E0136', 'H01'] as const;
