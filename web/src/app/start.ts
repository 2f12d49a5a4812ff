import { createPinia } from 'pinia';
import { createApp, shallowRef, watchEffect } from 'vue';
import { i18n, initialLocale, setLocale } from '../i18n/i18n.ts';
import { applyTheme } from '../ui/colours.ts';
import { initialTheme, THEME } from '../ui/use-theme.ts';
import App from './App.vue';
import { router } from './router.ts';

export function start(): void {
  const theme = shallowRef(initialTheme());
  watchEffect(() => applyTheme(document.documentElement, theme.value));
  setLocale(initialLocale());
  createApp(App).use(createPinia()).use(i18n).use(router).provide(THEME, theme).mount('#app');
}
