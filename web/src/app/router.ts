import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteLocationRaw } from 'vue-router';
import { useSessionStore } from '../live/session-store.ts';
import { RestProblem } from '../live/rest-client.ts';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/wall' },
    { path: '/wall', component: () => import('../screens/wall/WallScreen.vue'), beforeEnter: whoLooks },
    { path: '/sign-in', component: () => import('../screens/sign-in/SignInScreen.vue') },
    {
      path: '/account/password',
      component: () => import('../screens/password/PasswordScreen.vue'),
      beforeEnter: whoLooks,
    },
    { path: '/hold', component: () => import('../screens/hold/HoldScreen.vue') },
    { path: '/:rest(.*)*', redirect: '/wall' },
  ],
});

/** A display without a right to look gets the holding page, a person the way to sign in. */
async function whoLooks(_to: RouteLocationNormalized): Promise<true | RouteLocationRaw> {
  const session = useSessionStore();
  if (session.viewer) return true;
  try {
    if (await session.restore()) return true;
  } catch (problem) {
    if (!(problem instanceof RestProblem)) throw problem;
    if (session.isDisplay()) return { path: '/hold', query: { why: 'unreachable' } };
    return '/sign-in';
  }
  return session.isDisplay() ? { path: '/hold', query: { why: 'revoked' } } : '/sign-in';
}
