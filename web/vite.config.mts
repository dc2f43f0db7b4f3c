import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const application = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 800 },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': application,
      '/docs': application,
      '/health': application,
      '/ws': { target: application, ws: true },
    },
  },
});
