import { onScopeDispose, ref, type Ref } from 'vue';

/** CSS pixels of one unit: 1 at 1920 × 1080, for what is drawn on a canvas and can't read rem. */
export function useUnit(): Ref<number> {
  const read = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const unit = ref(read());
  const update = (): void => {
    unit.value = read();
  };
  window.addEventListener('resize', update);
  onScopeDispose(() => window.removeEventListener('resize', update));
  return unit;
}
