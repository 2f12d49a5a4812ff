import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { i18n, initialLocale, setLocale } from '../i18n/i18n.ts';
import { applyColours } from '../ui/colours.ts';
import App from './App.vue';
import { router } from './router.ts';

export function start(): void {
  applyColours(document.documentElement);
  setLocale(initialLocale());
  createApp(App).use(createPinia()).use(i18n).use(router).mount('#app');
}
