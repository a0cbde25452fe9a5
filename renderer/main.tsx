import '@fontsource/atkinson-hyperlegible/latin-400.css'
import '@fontsource/atkinson-hyperlegible/latin-700.css'
import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import { createRoot } from 'react-dom/client'
import { connect } from './client/station.ts'
import { preferredLanguage } from './i18n/languages.ts'
import { startTexts } from './i18n/start.ts'
import { App } from './shell/app.tsx'
import { rememberedLanguage } from './shell/preferences.ts'

async function start(root: HTMLElement) {
  const station = connect(window)
  const language = preferredLanguage([rememberedLanguage(localStorage), ...navigator.languages])
  const texts = await startTexts(language, document)
  createRoot(root).render(
    <CacheProvider value={styleCache(document)}>
      <App station={station} texts={texts} storage={localStorage} />
    </CacheProvider>,
  )
}

/** The theme's rules carry the nonce of this page, without which the content policy refuses them. */
function styleCache(page: Document) {
  const nonce = page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
  return createCache({ key: 'css', ...(nonce ? { nonce } : {}) })
}

const root = document.getElementById('root')
if (root !== null) void start(root)
