import { attributeTime, instant, MINUTE_MS, type Holding, type Phase, type UnitId } from '@citybrain/domain';
import { minutesThatAddUp } from '../../ui/minutes-that-add-up.ts';

/** A unit's minutes in one phase. `start` and `width` are shares of the longest unit's bar. */
export interface HeldPart {
  readonly phase: Phase;
  readonly minutes: number;
  readonly times: number;
  readonly start: number;
  readonly width: number;
}

export interface HeldUnit {
  readonly unit: UnitId | null;
  readonly minutes: number;
  readonly parts: readonly HeldPart[];
}

export interface HeldPlan {
  readonly units: readonly HeldUnit[];
  /** Of all units together: the whole time from the report on. */
  readonly minutes: number;
}

/** Whole minutes by unit and phase; they add up to each unit's and those to the total (M29). */
export function planHeld(holdings: readonly Holding[], now: number): HeldPlan {
  const held = attributeTime({ holdings }, instant(now));
  const minutes = minutesThatAddUp(held.map(({ heldMs }) => heldMs));
  const parts = held.map((each, at) => ({ ...each, minutes: minutes[at] ?? 0 }));
  const units = [...new Set(parts.map(({ unit }) => unit))].map((unit) => {
    const own = parts.filter((part) => part.unit === unit);
    return { unit, own, minutes: sum(own) };
  });
  const longest = Math.max(1, ...units.map((unit) => unit.minutes));
  return {
    units: units.map(({ unit, own, minutes: all }) => ({ unit, minutes: all, parts: laidOut(own, longest) })),
    minutes: sum(parts),
  };
}

const sum = (parts: readonly { readonly minutes: number }[]): number =>
  parts.reduce((all, { minutes }) => all + minutes, 0);

function laidOut(parts: readonly Omit<HeldPart, 'start' | 'width'>[], longest: number): HeldPart[] {
  let start = 0;
  return parts.map(({ phase, minutes, times }) => {
    const width = minutes / longest;
    start += width;
    return { phase, minutes, times, start: start - width, width };
  });
}

export const minutesInMs = (minutes: number): number => minutes * MINUTE_MS;
