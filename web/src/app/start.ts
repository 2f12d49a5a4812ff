import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { i18n, initialLocale, setLocale } from '../i18n/i18n.ts';
import { adoptDisplayToken } from '../live/display-token.ts';
import { applyColours } from '../ui/colours.ts';
import App from './App.vue';
import { router } from './router.ts';

export function start(): void {
  adoptDisplayToken(location, history, localStorage);
  applyColours(document.documentElement);
  setLocale(initialLocale());
  createApp(App).use(createPinia()).use(i18n).use(router).mount('#app');
}
