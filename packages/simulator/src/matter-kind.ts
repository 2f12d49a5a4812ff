import type { DemandKind, Disposition, Priority } from '@citybrain/domain';

/** Where matters come from: the hotline, grid workers, 党群e家, video patrol, police, sensors. */
export const CHANNELS = ['12345', 'grid', 'eparty', 'video', 'police', 'sensor'] as const;
export type Channel = (typeof CHANNELS)[number];

/** How a place is told: a flat, an estate, a house front, a crossing. */
export type SpotKind = 'building' | 'estate' | 'road' | 'crossing';

export type Weather = 'rain' | 'snow' | 'gale';

/** A kind of matter and how it comes up. In wordings `{spot}` stands for the place. */
export interface MatterKind {
  /** A code of the category table, or the hotline's own word. */
  readonly category: string;
  readonly department: Department;
  readonly course: Course;
  readonly at: SpotKind;
  /** What a citizen wants; complaint when left out. */
  readonly demand?: DemandKind;
  /** How often it comes up on each channel, in matters of a thousand. */
  readonly weights: Partial<Record<Channel, number>>;
  /** Months in which it comes up; all when left out. */
  readonly months?: readonly number[];
  /** Comes up mostly in the evening and at night. */
  readonly isNightly?: boolean;
  /** Comes up in numbers in such weather. */
  readonly weathers?: readonly Weather[];
  readonly wordings: readonly (readonly [title: string, text: string])[];
  /** What was done about it, told when disposed. */
  readonly remedy: string;
}

export const DEPARTMENTS = {
  urban: '市北区城市管理局',
  enforcement: '市北区综合行政执法局',
  housing: '市北区住房和城乡建设局',
  traffic: '市北交警大队',
  market: '市北区市场监督管理局',
  environment: '市生态环境局市北分局',
  emergency: '市北区应急管理局',
  welfare: '市北区人力资源和社会保障局',
  water: '供水服务单位',
  heating: '供热服务单位',
  gas: '燃气服务单位',
  telecom: '通信管线单位',
} as const;
export type Department = keyof typeof DEPARTMENTS;

/** Usual dispositions and priorities of a kind of matter with their shares. */
export const COURSES = {
  grid: [
    ['immediate', 'P3', 78],
    ['fast', 'P3', 22],
  ],
  street: [
    ['fast', 'P3', 60],
    ['immediate', 'P3', 25],
    ['assigned', 'P3', 15],
  ],
  department: [
    ['assigned', 'P3', 72],
    ['fast', 'P3', 18],
    ['joint', 'P4', 10],
  ],
  utility: [
    ['assigned', 'P2', 60],
    ['fast', 'P2', 30],
    ['joint', 'P2', 10],
  ],
  danger: [
    ['immediate', 'P1', 30],
    ['fast', 'P1', 50],
    ['assigned', 'P1', 20],
  ],
  repair: [
    ['assigned', 'P1', 80],
    ['fast', 'P2', 20],
  ],
  legacy: [
    ['joint', 'P4', 72],
    ['joint', 'P3', 14],
    ['top-level', 'P4', 14],
  ],
  consultation: [['assigned', 'P3', 1]],
} as const satisfies Record<string, readonly (readonly [Disposition, Priority, number])[]>;
export type Course = keyof typeof COURSES;
