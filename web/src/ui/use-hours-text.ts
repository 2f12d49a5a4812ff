import { useI18n } from 'vue-i18n';
import { hourParts } from './formats.ts';

/** Counted time in hours and minutes, however many hours. */
export function useHoursText(): (milliseconds: number) => string {
  const { t } = useI18n();
  return (milliseconds) =>
    hourParts(milliseconds)
      .map(({ unit, n }) => t(`span.${unit}`, { n }))
      .join(' ');
}
