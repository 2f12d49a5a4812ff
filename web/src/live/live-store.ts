import type { Instant } from '@citybrain/domain';
import { LiveConnection, type ConnectionStatus } from '@citybrain/live-client';
import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef } from 'vue';
import { browserClock } from './browser-clock.ts';
import { socketIoTransport } from './socket-io-transport.ts';

const SLOW_MS = 10_000;

/** The one live connection of this page, and its clocks. */
export const useLiveStore = defineStore('live', () => {
  const connection = new LiveConnection({
    transport: socketIoTransport,
    clock: browserClock,
    random: Math.random,
  });
  const status = shallowRef<ConnectionStatus>(connection.status);
  /** The server's wall clock, moved on every second. */
  const serverNow = ref<Instant>(connection.serverNow());

  connection.onStatus((next) => {
    status.value = next;
    serverNow.value = connection.serverNow();
  });
  setInterval(() => {
    serverNow.value = connection.serverNow();
  }, 1_000);
  window.addEventListener('online', () => connection.online());

  /** What the picture is true of: the server's clock, or in a replay the file's; null before the first tick. */
  const asOf = computed<Instant | null>(() => status.value.tick?.asOf ?? null);
  /** The same, whole ten seconds at a time, for what grows old without being touched; 0 before the first tick. */
  const slowAsOf = computed(() => Math.floor((asOf.value ?? 0) / SLOW_MS) * SLOW_MS);
  const isReplay = computed(() => status.value.hello?.mode === 'replay');

  return { connection: markRaw(connection), status, serverNow, asOf, slowAsOf, isReplay };
});
