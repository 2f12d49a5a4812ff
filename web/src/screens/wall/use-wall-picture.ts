import { onMounted, onScopeDispose, ref, watch, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { useLiveStore } from '../../live/live-store.ts';
import { useRegionsStore } from '../../live/regions-store.ts';
import { useServerStore } from '../../live/server-store.ts';
import { useSessionStore } from '../../live/session-store.ts';

const RETRY_MS = 5_000;

/**
 * Brings the wall to life and keeps it so: regions and the server's own words are
 * read again with each start of the server, the connection runs until the session
 * ends, and then the wall says so.
 *
 * @returns the key of what to say while there is no region to show.
 */
export function useWallPicture(): { readonly problem: Ref<string | null> } {
  const router = useRouter();
  const live = useLiveStore();
  const regions = useRegionsStore();
  const server = useServerStore();
  const session = useSessionStore();
  const problem = ref<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function read(): Promise<void> {
    clearTimeout(timer);
    try {
      await Promise.all([regions.load(session.viewer?.scopes ?? []), server.load()]);
      problem.value = regions.atlas.size > 0 ? null : 'wall.noRegions';
    } catch {
      problem.value = 'wall.unreachable';
      timer = setTimeout(read, RETRY_MS);
    }
  }

  onMounted(() => {
    live.connection.start();
    void read();
  });
  onScopeDispose(() => clearTimeout(timer));
  watch(
    () => live.status.hello?.epoch,
    (epoch, before) => {
      if (before !== undefined && epoch !== before) void read();
    },
  );
  watch(
    () => live.status.ended,
    (code) => {
      if (code === null || code === 'stopped') return;
      if (session.isDisplay || code === 'protocol') void router.replace({ path: '/hold', query: { why: code } });
      else void router.replace({ path: '/sign-in', query: { to: router.currentRoute.value.fullPath } });
    },
    { immediate: true },
  );
  return { problem };
}
