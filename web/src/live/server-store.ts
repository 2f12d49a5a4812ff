import type { ServerAnswer } from '@citybrain/protocol';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { rest } from './rest-client.ts';

type ServerSelf = ServerAnswer & { readonly zone?: string };

/** What the server says of itself. */
export const useServerStore = defineStore('server', () => {
  const server = shallowRef<ServerSelf | null>(null);
  const load = async (): Promise<void> => {
    server.value = await rest<ServerSelf>('GET', '/server');
  };
  /** The zone of the city; null while unknown, or where the server does not say. */
  const zone = computed(() => server.value?.zone ?? null);

  return { server, zone, load };
});
