import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const SERVER = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [vue()],
  // vue-i18n: composition API only, messages compiled at run time.
  define: { __VUE_I18N_LEGACY_API__: false, __VUE_I18N_FULL_INSTALL__: false, __VUE_OPTIONS_API__: false },
  server: {
    proxy: {
      '/api': { target: SERVER, ws: true },
      '/live': { target: SERVER, ws: true },
    },
  },
  build: {
    target: 'es2023',
    // A content security policy without `data:` fonts holds.
    assetsInlineLimit: 0,
    // The map engine is one large chunk, loaded after the first screen.
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      treeshake: {
        // The schemas of the protocol have no side effects; the screens use its words only.
        moduleSideEffects: (id) => !/[\\/](packages[\\/]protocol|typebox)[\\/]/.test(id),
      },
    },
  },
});
