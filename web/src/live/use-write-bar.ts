import { computed, onScopeDispose, ref, type ComputedRef } from 'vue';
import { useLiveStore } from './live-store.ts';
import { writeBarOf, type WriteBar } from './write-bar.ts';

/** Why nothing can be written now; null: it can. Looked at each second and whenever the connection changes. */
export function useWriteBar(): ComputedRef<WriteBar> {
  const live = useLiveStore();
  const isOnline = ref(navigator.onLine);
  const look = (): void => {
    isOnline.value = navigator.onLine;
  };
  window.addEventListener('online', look);
  window.addEventListener('offline', look);
  onScopeDispose(() => {
    window.removeEventListener('online', look);
    window.removeEventListener('offline', look);
  });
  return computed(() =>
    writeBarOf(live.status, { isOnline: isOnline.value, isReplay: live.isReplay, serverNow: live.serverNow }),
  );
}
