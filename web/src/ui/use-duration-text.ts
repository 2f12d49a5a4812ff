import { useI18n } from 'vue-i18n';
import { durationParts } from './formats.ts';

/** A span in days, hours and minutes: at most two of them, or all with `isExact`. Without its sign. */
export function useDurationText(): (milliseconds: number, isExact?: boolean) => string {
  const { t } = useI18n();
  return (milliseconds, isExact = false) =>
    durationParts(milliseconds, isExact ? 3 : 2)
      .map(({ unit, n }) => t(`span.${unit}`, { n }))
      .join(' ');
}
