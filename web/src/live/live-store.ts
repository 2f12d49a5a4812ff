import type { Instant } from '@citybrain/domain';
import { LiveConnection, machineClock, type ConnectionStatus } from '@citybrain/live-client';
import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef } from 'vue';
import { socketIoTransport } from './socket-io-transport.ts';

const SLOW_MS = 10_000;
/** Clocks that are kept by a network differ by less. */
const FAR_MS = 10_000;
/** A page that nobody sees keeps up with a tick every five seconds. */
const HIDDEN_MS = 5_000;

/** The one live connection of this page, and its clocks. */
export const useLiveStore = defineStore('live', () => {
  const connection = new LiveConnection({
    transport: socketIoTransport,
    clock: machineClock,
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
  const pacePage = (): void => connection.pace(document.hidden ? HIDDEN_MS : 0);
  document.addEventListener('visibilitychange', pacePage);
  pacePage();

  /** What the picture is true of: the server's clock, or in a replay the file's; null before the first tick. */
  const asOf = computed<Instant | null>(() => status.value.tick?.asOf ?? null);
  /** The same, whole ten seconds at a time, for what grows old without being touched; 0 before the first tick. */
  const slowAsOf = computed(() => Math.floor((asOf.value ?? 0) / SLOW_MS) * SLOW_MS);
  /** Time between two updates while the server, under load, sends fewer than usual; null: as usual. */
  const slowedToMs = computed(() => {
    const { hello, tick } = status.value;
    return hello && tick && tick.tickMs > hello.tickMs ? tick.tickMs : null;
  });
  /** How far this machine's clock is ahead of the server's, in milliseconds, where it is far; ages go by the server's all the same. */
  const aheadMs = computed(() => {
    const { hello, skewMs } = status.value;
    return hello && Math.abs(skewMs) >= FAR_MS ? -skewMs : null;
  });
  const isReplay = computed(() => status.value.hello?.mode === 'replay');

  return { connection: markRaw(connection), status, serverNow, asOf, slowAsOf, slowedToMs, aheadMs, isReplay };
});
