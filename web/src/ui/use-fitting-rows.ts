import { onScopeDispose, ref, watch, type Ref } from 'vue';

/** How many rows of at least `rowRem` fit into the element now; a wall cuts no row in half and does not scroll. */
export function useFittingRows(element: Ref<HTMLElement | null>, rowRem: () => number): Ref<number> {
  const rows = ref(0);
  const measure = (): void => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    rows.value = element.value ? Math.floor((element.value.clientHeight + 1) / (rowRem() * rem)) : 0;
  };
  const observer = new ResizeObserver(measure);
  watch(element, (now, before) => {
    if (before) observer.unobserve(before);
    if (now) observer.observe(now);
  });
  onScopeDispose(() => observer.disconnect());
  return rows;
}
