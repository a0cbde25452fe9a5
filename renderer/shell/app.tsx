import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { i18n } from 'i18next'
import { useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import { queryClient } from '../client/queries.ts'
import { StationProvider } from '../client/react.tsx'
import type { StationClient } from '../client/station.ts'
import { AnnouncerProvider } from '../ui/announcer.tsx'
import { LookProvider } from '../ui/look.tsx'
import { ToastProvider } from '../ui/toasts.tsx'
import { Gate } from './gate.tsx'
import { showLocked } from './session.ts'

export function App(props: { station: StationClient; texts: i18n; storage: Storage }) {
  const { station, texts, storage } = props
  const [queries] = useState(() => queriesOf(station))
  return (
    <QueryClientProvider client={queries}>
      <StationProvider station={station}>
        <I18nextProvider i18n={texts}>
          <LookProvider storage={storage}>
            <AnnouncerProvider>
              <ToastProvider>
                <Gate storage={storage} />
              </ToastProvider>
            </AnnouncerProvider>
          </LookProvider>
        </I18nextProvider>
      </StationProvider>
    </QueryClientProvider>
  )
}

/** Whatever is asked, an answer that the session is locked or over shows that at once. */
function queriesOf({ carrier, api }: StationClient): QueryClient {
  const queries = queryClient(carrier, (code) => {
    if (code === 'SESSION_LOCKED') showLocked(queries, api)
    else void queries.invalidateQueries({ queryKey: api.session.me.key() })
  })
  return queries
}
