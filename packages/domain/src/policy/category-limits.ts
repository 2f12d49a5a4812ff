import type { Limit } from '../limit.ts';
import { accrualDays, continuousDays, hours, workingHours } from './limit-makers.ts';

/** The limits of a category's filing conditions lie between these two; often they are the same. */
export interface CategoryLimits {
  readonly strictest: Limit;
  readonly loosest: Limit;
}

type Row = readonly [strictest: Limit, loosest: Limit, codes: string];

const HALF_DAY = workingHours(4);
const day = accrualDays;

/**
 * Limits of the 190 categories by a city's case standard of the GB/T 30428 family
 * (DOMAIN.md §2.4): 紧急工作时 runs round the clock, 工作时 and 工作日 accrue in working slots.
 */
const ROWS: readonly Row[] = [
  [hours(1), HALF_DAY, 'E0503'],
  [hours(1), day(3), 'E0122'],
  [hours(1), day(5), 'E0501 E0502 E0504'],
  [hours(1), day(10), 'P0178'],
  [hours(2), hours(2), 'E0107 E0120 E0128 E0129 E0301 E0401 E0402 E0405 E0406 E0495 E0505 E0506 E0595 E0596'],
  [hours(2), day(1), 'P0504'],
  [hours(2), day(3), 'P0409'],
  [hours(2), day(5), 'P0101 P0102 P0103 P0104 P0106 P0110 P0111 P0114 P0118 P0123 P0125 P0207'],
  [hours(2), day(7), 'P0410'],
  [hours(4), day(1), 'P0126'],
  [hours(4), day(2), 'P0303'],
  [hours(4), day(5), 'P0131 P0211'],
  [continuousDays(1), continuousDays(1), 'E0102'],
  [continuousDays(2), day(15), 'E0101 E0198 E0199'],
  [workingHours(2), workingHours(2), 'E0112 E0191 E0202 E0304 E0410 E0494 E0496 E0508 E0602'],
  [workingHours(2), day(1), 'E0195 E0493'],
  [workingHours(2), day(3), 'P0137 P0138 P0139 P0197 P0199 P0397'],
  [workingHours(2), day(5), 'E0698'],
  [HALF_DAY, HALF_DAY, 'E0110 E0114 E0117 E0118 E0131 E0137 E0192 E0492 E0507 E0604'],
  [HALF_DAY, day(1), 'E0491'],
  [HALF_DAY, day(2), 'P0304 P0503'],
  [HALF_DAY, day(3), 'P0157 P0225 P0305 P0308'],
  [HALF_DAY, day(5), 'E0108 P0206 P0208 P0219 P0299 P0301'],
  [day(1), day(1), 'E0106 E0119 E0136 E0138 E0180 E0184 E0187 E0201 E0207 E0302 E0303 E0306 E0312 E0404 E0696 P0192'],
  [day(1), day(2), 'E0130 P0129 P0179 P0180 P0401'],
  [
    day(1),
    day(3),
    'E0103 E0104 E0307 P0149 P0150 P0220 P0221 P0224 P0230 P0302 P0306 P0396 P0404 P0405 P0407 P0408 P0496 P0498 P0506 P0507 P0508 P0598',
  ],
  [
    day(1),
    day(5),
    'E0203 P0127 P0128 P0130 P0145 P0146 P0190 P0193 P0201 P0209 P0212 P0217 P0283 P0307 P0406 P0494 P0495 P0499',
  ],
  [day(1), day(7), 'P0140 P0151 P0152 P0204'],
  [day(1), day(10), 'P0154'],
  [day(1), day(15), 'P0402'],
  [day(2), day(2), 'E0105 E0125 E0126 E0132 E0133 E0135 E0190 E0193 E0196 E0206 E0305 E0310 E0311 E0396 E0398 E0498'],
  [day(2), day(5), 'P0188'],
  [day(3), day(3), 'E0121 E0197 E0205 E0397 E0399 P0186 P0497'],
  [day(5), day(5), 'E0111 E0113 E0179 E0181 E0182 E0204 E0299 E0308 E0309 P0181 P0285 P0493'],
  [day(5), day(7), 'P0284 P0286'],
  [day(15), day(15), 'E0183'],
];

const byCode: ReadonlyMap<string, CategoryLimits> = new Map(
  ROWS.flatMap(([strictest, loosest, codes]) =>
    codes.split(' ').map((code) => [code, { strictest, loosest }] as const),
  ),
);

/** Undefined for a group, a hotline group and a source's own word: the standard has no limit for them. */
export const findCategoryLimits = (category: string): CategoryLimits | undefined => byCode.get(category);
