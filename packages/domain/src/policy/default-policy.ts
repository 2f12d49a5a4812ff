import { calendarDays, hours, legalDays, minutes, workingHours } from './limit-makers.ts';
import type { SlaCell, SlaPolicy } from './sla-policy.ts';

type Row = SlaPolicy['cells'][keyof SlaPolicy['cells']];
type Times = readonly [accept: SlaCell['accept'], respond: SlaCell['respond'], resolve: SlaCell['resolve']];

/** P1 and P2 are never extended (宣化 135). */
const urgent = ([accept, respond, resolve]: Times, more: Partial<SlaCell> = {}): SlaCell => ({
  accept,
  respond,
  resolve,
  ...more,
  maxExtensionDays: 0,
});

/** Extensions add up to ten days at most (Shandong). */
const ordinary = ([accept, respond, resolve]: Times, more: Partial<SlaCell> = {}): SlaCell => ({
  accept,
  respond,
  resolve,
  maxExtensionDays: 10,
  ...more,
});

/** Led by grid and community. */
const IMMEDIATE: Row = {
  P1: urgent([minutes(5), minutes(30), hours(2)]),
  P2: urgent([minutes(10), hours(1), hours(4)]),
  P3: ordinary([minutes(15), workingHours(2), workingHours(8)]),
  P4: { notAllowed: 'reclassify' },
};

/** Led by the street. */
const FAST: Row = {
  P1: urgent([minutes(5), minutes(30), hours(2)]),
  P2: urgent([minutes(15), hours(1), hours(24)]),
  P3: ordinary([minutes(30), workingHours(4), legalDays(3)]),
  P4: { notAllowed: 'joint' },
};

/** Led by one department; P1 and P2 after Beijing, P3 and P4 after Shandong. */
const ASSIGNED: Row = {
  P1: urgent([minutes(10), minutes(30), hours(24)], { makeSafe: hours(4) }),
  P2: urgent([minutes(15), hours(2), hours(24)]),
  P3: ordinary([workingHours(2), legalDays(1), legalDays(5)]),
  P4: ordinary([legalDays(1), legalDays(1), legalDays(5)]),
};

/** A lead and helpers, convened by the centre (Jinan 29, Beijing 14). */
const JOINT: Row = {
  P1: urgent([minutes(10), minutes(30), hours(24)], { makeSafe: hours(4) }),
  P2: urgent([minutes(15), hours(2), legalDays(3)]),
  P3: ordinary([workingHours(4), legalDays(1), legalDays(10)], { meeting: legalDays(1) }),
  P4: ordinary([legalDays(1), legalDays(2), legalDays(15)]),
};

/**
 * Led by a leader of the district. Reports of a P1 go through the night as its deadline does;
 * the utmost of P4 is that of 信访工作条例 34.
 */
const TOP_LEVEL: Row = {
  P1: urgent([null, minutes(30), hours(24)], { isAcceptedAtOnce: true, reportEvery: hours(2) }),
  P2: urgent([minutes(30), hours(2), legalDays(3)]),
  P3: ordinary([legalDays(1), legalDays(2), legalDays(15)], { plan: legalDays(2) }),
  P4: ordinary([legalDays(1), legalDays(3), null], {
    plan: legalDays(3),
    milestoneEvery: legalDays(5),
    ceiling: calendarDays(60),
    maxExtensionDays: 30,
  }),
};

/** Answered on the line; else in a day (宣化), at most two (Guangdong). */
const CONSULTATION: Row = {
  P1: null,
  P2: null,
  P3: ordinary([null, null, legalDays(1)], { ceiling: legalDays(2), maxExtensionDays: 1 }),
  P4: null,
};

/** Qingdao 2115: contact, first status, end. Who was contacted was accepted. */
const TIMES_OF_2115: Times = [hours(2), hours(2), legalDays(15)];
const ENTERPRISE: Row = {
  P1: null,
  P2: urgent(TIMES_OF_2115, { status: legalDays(1) }),
  P3: ordinary(TIMES_OF_2115, { status: legalDays(1) }),
  P4: ordinary(TIMES_OF_2115, { status: legalDays(1) }),
};

/** The table of DOMAIN.md §9.3, in force until an operator puts another beside it. */
export const DEFAULT_POLICY: SlaPolicy = {
  id: 'default',
  version: 1,
  name: '默认时限表',
  effectiveFrom: null,
  effectiveTo: null,
  cells: {
    immediate: IMMEDIATE,
    fast: FAST,
    assigned: ASSIGNED,
    joint: JOINT,
    'top-level': TOP_LEVEL,
    consultation: CONSULTATION,
    enterprise: ENTERPRISE,
  },
};
