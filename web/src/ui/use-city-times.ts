import { computed, inject, ref, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { cityTimes, type CityTimes } from './city-times.ts';

/** The zone of the city shown, provided by the screen. */
export const CITY_ZONE: InjectionKey<Readonly<Ref<string>>> = Symbol('city zone');
export const DEFAULT_ZONE = 'Asia/Shanghai';

/** How to write times in this screen's language and the city's zone. */
export function useCityTimes(): ComputedRef<CityTimes> {
  const { locale } = useI18n();
  const zone = inject(CITY_ZONE, ref(DEFAULT_ZONE));
  return computed(() => cityTimes(locale.value, zone.value));
}
