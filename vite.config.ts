import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = join(import.meta.dirname, 'renderer')

/** Builds the console to `out/renderer`, for Electron's window and for the browser alike. */
export default defineConfig({
  root,
  plugins: [react()],
  // Whoever serves the page puts a fresh nonce where this stands, so that the theme may write its rules under the CSP.
  html: { cspNonce: '{{csp-nonce}}' },
  build: {
    outDir: join(import.meta.dirname, 'out/renderer'),
    emptyOutDir: true,
    // The CSP allows fonts and scripts from files only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
})
