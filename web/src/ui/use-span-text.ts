import { useI18n } from 'vue-i18n';
import { spanOf } from './formats.ts';

/** A span of time in the screen's language, in its largest whole unit: 5 分钟. */
export function useSpanText(): (milliseconds: number) => string {
  const { t } = useI18n();
  return (milliseconds) => {
    const { unit, n } = spanOf(milliseconds);
    return t(`span.${unit}`, { n });
  };
}
