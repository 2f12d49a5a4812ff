import type { ServerAnswer } from '@citybrain/protocol';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { rest } from './rest-client.ts';

/** What the server says of itself. */
export const useServerStore = defineStore('server', () => {
  const server = shallowRef<ServerAnswer | null>(null);
  const load = async (): Promise<void> => {
    server.value = await rest<ServerAnswer>('GET', '/server');
  };
  return { server, load };
});
