import { categoryName, instant } from '@citybrain/domain';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRegionsStore } from '../../live/regions-store.ts';
import type { BreachCell, TicketFilter } from '../../live/ticket-filter.ts';
import { useCityTimes } from '../../ui/use-city-times.ts';

/** What is listed, in words. */
export function useListTitle(filter: () => TicketFilter): ComputedRef<string> {
  const { t, locale } = useI18n();
  const times = useCityTimes();
  const regions = useRegionsStore();
  const nameOfCategory = (word: string): string =>
    word === '' ? t('categories.unsorted') : categoryName(word, locale.value === 'en' ? 'en' : 'zh');
  const nameOfCell = (cell: BreachCell): string =>
    'weekHour' in cell
      ? t('breachHours.cell', { day: t(`weekday.${Math.floor(cell.weekHour / 24)}`), hour: cell.weekHour % 24 })
      : times.value.day(instant(cell.day));

  return computed(() => {
    const asked = filter();
    switch (asked.kind) {
      case 'category':
        return nameOfCategory(asked.word);
      case 'disposition':
        return t(`dispositions.${asked.word || 'none'}`);
      case 'awaitingCheck':
        return t('ticket.status.disposed');
      case 'band':
        return t(`timeLeft.${asked.band}`);
      case 'matter':
        return t('list.matter', {
          region: regions.atlas.find(asked.region)?.name ?? asked.region,
          kind: nameOfCategory(asked.word),
        });
      case 'spot':
        return t('list.spot');
      case 'breached':
        return t('list.breached', { cell: nameOfCell(asked.cell) });
      default:
        return t(`headline.${asked.kind}`);
    }
  });
}
