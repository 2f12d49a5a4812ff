import { onMounted, onScopeDispose, ref, watch, type Ref } from 'vue';
import { SCENES } from './scenes.ts';

/** After somebody touched the wall it stays where it is for so long. */
export const QUIET_MS = 120_000;
const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

export interface RotatingView {
  readonly sceneId: string;
  /** How long each scene stays; null: the wall stays on one. */
  readonly dwellSeconds: number | null;
  /** Something is open that somebody reads. */
  readonly isRead: boolean;
}

/** The scene after `id`, around. */
export function sceneAfter(id: string, ids: readonly string[] = SCENES.map((scene) => scene.id)): string {
  return ids[(ids.indexOf(id) + 1) % ids.length] ?? id;
}

/** When a wall goes on: after the dwell, and not before it was left alone for {@link QUIET_MS}. Milliseconds. */
export const nextTurnAt = (shownAt: number, dwellSeconds: number, touchedAt: number): number =>
  Math.max(shownAt + dwellSeconds * 1000, touchedAt + QUIET_MS);

/**
 * Shows the scenes one after the other. A wall that somebody touches waits, and one on
 * which a list or a ticket is open does not go on.
 *
 * @returns whether it waits for somebody who touched it.
 */
export function useSceneRotation(view: () => RotatingView, show: (id: string) => void): Ref<boolean> {
  const isWaiting = ref(false);
  let shownAt = performance.now();
  let touchedAt = -QUIET_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function plan(): void {
    clearTimeout(timer);
    const { sceneId, dwellSeconds, isRead } = view();
    const now = performance.now();
    isWaiting.value = dwellSeconds !== null && (isRead || now < touchedAt + QUIET_MS);
    if (dwellSeconds === null || isRead) return;
    const at = nextTurnAt(shownAt, dwellSeconds, touchedAt);
    timer = setTimeout(() => (performance.now() >= at - 1 ? show(sceneAfter(sceneId)) : plan()), Math.max(0, at - now));
  }

  function touch(): void {
    touchedAt = performance.now();
    plan();
  }

  watch(
    () => view().sceneId,
    () => (shownAt = performance.now()),
  );
  watch(view, plan, { immediate: true, deep: true });
  onMounted(() => {
    for (const touched of TOUCHES) window.addEventListener(touched, touch, { passive: true });
  });
  onScopeDispose(() => {
    clearTimeout(timer);
    for (const touched of TOUCHES) window.removeEventListener(touched, touch);
  });
  return isWaiting;
}
