import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

import { budget } from './budget.ts';

/** Where `npm run dev` finds the server. */
const server = process.env['SCRIPTORIUM_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [
    react(),
    budget({ entry: 'index.html', page: 'src/features/identity/SignInPage.tsx', limit: 200 }),
  ],
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    // GraphiQL's editor is one large piece; it loads on its own page only.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: ['index.html', 'graphiql.html'],
      onwarn(warning, warn) {
        // Hints of GraphiQL to React's compiler, which is not used.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: {
    proxy: { '/graphql': { target: server, ws: true } },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
  },
});
