import { onScopeDispose, ref, watch, type Ref } from 'vue';

/** The width of an element in rem, followed as it changes; 0 before it is there. */
export function useWidthRem(element: Readonly<Ref<HTMLElement | null>>): Ref<number> {
  const width = ref(0);
  const observer = new ResizeObserver(() => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    width.value = element.value ? element.value.clientWidth / rem : 0;
  });
  watch(element, (now, before) => {
    if (before) observer.unobserve(before);
    if (now) observer.observe(now);
  });
  onScopeDispose(() => observer.disconnect());
  return width;
}
