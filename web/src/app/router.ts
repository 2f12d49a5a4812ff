import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteLocationRaw } from 'vue-router';
import { useSessionStore } from '../live/session-store.ts';
import { RestProblem } from '../live/rest-client.ts';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/wall' },
    { path: '/wall', component: () => import('../screens/wall/WallScreen.vue'), beforeEnter: whoLooks },
    { path: '/console', component: () => import('../screens/console/ConsoleScreen.vue'), beforeEnter: whoActs },
    { path: '/measures', component: () => import('../screens/measures/MeasuresScreen.vue'), beforeEnter: whoActs },
    { path: '/sign-in', component: () => import('../screens/sign-in/SignInScreen.vue') },
    {
      path: '/account/password',
      component: () => import('../screens/password/PasswordScreen.vue'),
      beforeEnter: whoLooks,
    },
    { path: '/dev/ui', component: () => import('../screens/dev/UiScreen.vue'), beforeEnter: whoActs },
    { path: '/hold', component: () => import('../screens/hold/HoldScreen.vue') },
    { path: '/:rest(.*)*', redirect: '/wall' },
  ],
});

/** A display watches the wall; the desk is for people. */
async function whoActs(to: RouteLocationNormalized): Promise<true | RouteLocationRaw> {
  const looks = await whoLooks(to);
  return looks === true && useSessionStore().isDisplay ? { path: '/wall', query: to.query } : looks;
}

/**
 * The server leads whoever opens an inner page without a right to it to the
 * sign-in or holding page; this is for the way from page to page.
 */
async function whoLooks(to: RouteLocationNormalized): Promise<true | RouteLocationRaw> {
  const session = useSessionStore();
  if (session.viewer) return true;
  try {
    return (await session.restore()) || { path: '/sign-in', query: { to: to.fullPath }, hash: to.hash };
  } catch (problem) {
    if (problem instanceof RestProblem) return { path: '/hold', query: { why: 'unreachable' } };
    throw problem;
  }
}
