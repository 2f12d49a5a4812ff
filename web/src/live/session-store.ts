import type { SignIn, Viewer } from '@citybrain/protocol';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { rest, RestProblem } from './rest-client.ts';

/** Who looks at this screen: a person with a session or a display with a token. */
export const useSessionStore = defineStore('session', () => {
  const viewer = shallowRef<Viewer | null>(null);

  /** True when somebody is signed in; throws RestProblem with status 0 while the server can't be reached. */
  async function restore(): Promise<boolean> {
    try {
      viewer.value = await rest<Viewer>('GET', '/session');
    } catch (problem) {
      if (problem instanceof RestProblem && problem.status !== 401 && problem.status !== 403) throw problem;
      viewer.value = null;
    }
    return viewer.value !== null;
  }

  async function signIn(credentials: SignIn): Promise<void> {
    viewer.value = await rest<Viewer>('POST', '/session', credentials);
  }

  async function changePassword(current: string, next: string): Promise<void> {
    await rest('PUT', '/session/password', { current, next });
    await restore();
  }

  async function signOut(): Promise<void> {
    await rest('DELETE', '/session');
    viewer.value = null;
  }

  const isDisplay = computed(() => viewer.value?.role === 'display');

  return { viewer, isDisplay, restore, signIn, changePassword, signOut };
});
