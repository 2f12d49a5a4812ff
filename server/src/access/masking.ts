import type { RegionId } from '@citybrain/domain';
import type { FieldLevel, LatestRow, TicketRow } from '@citybrain/protocol';
import { scrubText } from './scrub-text.ts';

/** Where a region's label stands; null: it has none. */
export type LabelPointOf = (region: RegionId) => TicketRow['point'];

/** Free text: hidden from a wall, scrubbed of what is personal for a desk. */
export function maskText(text: string, level: 'wall'): null;
export function maskText(text: string, level: 'desk'): string;
export function maskText(text: string | null, level: FieldLevel): string | null;
export function maskText(text: string | null, level: FieldLevel): string | null {
  return level === 'wall' || text === null ? null : scrubText(text);
}

/** Ids and hashes are no text. */
const NOT_TEXT = new Set(['id', 'sha256', 'type', 'unit', 'category', 'into', 'member']);

/** Every text within, as {@link maskText} leaves it; what is hidden is null. The shape stays. */
export function maskTexts<Value>(value: Value, level: FieldLevel, key?: string): Value {
  if (typeof value === 'string') {
    return (key !== undefined && NOT_TEXT.has(key) ? value : maskText(value, level)) as Value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => maskTexts(one, level, key)) as Value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, maskTexts(inner, level, name)]),
  ) as Value;
}

/**
 * A ticket as `level` may see it. On a wall without title and address, and at its
 * region's label instead of its own point; at a desk with scrubbed title and
 * address. Pure: computed once for each row and level.
 */
export function maskTicketRow(row: TicketRow, level: FieldLevel, labelPointOf: LabelPointOf): TicketRow {
  const title = maskText(row.title, level);
  const address = maskText(row.address, level);
  if (level === 'wall') {
    return { ...row, title, address, point: coarsePoint(row, labelPointOf) };
  }
  return title === row.title && address === row.address ? row : { ...row, title, address };
}

/** The region's label for a ticket that lies in it; none for one whose region is only its feed's home. */
function coarsePoint({ point, regionId, flags }: TicketRow, labelPointOf: LabelPointOf): TicketRow['point'] {
  const isInRegion = point !== null && regionId !== null && !flags.includes('outside-regions');
  return isInRegion ? labelPointOf(regionId) : null;
}

/** The titles of stations and incidents are public, those of anything else are not for a wall. */
export function maskLatestRow(row: LatestRow, level: FieldLevel): LatestRow {
  const isPublic = row.type.startsWith('Station') || row.type.startsWith('Incident');
  const title = maskText(row.title, isPublic ? 'desk' : level);
  return title === row.title ? row : { ...row, title };
}
