import { QueryClientProvider } from '@tanstack/react-query'
import type { i18n } from 'i18next'
import { Suspense, useMemo } from 'react'
import { I18nextProvider } from 'react-i18next'
import { queryClient } from '../client/queries.ts'
import { StationProvider } from '../client/react.tsx'
import type { StationClient } from '../client/station.ts'
import { AnnouncerProvider } from '../ui/announcer.tsx'
import { ToastProvider } from '../ui/toasts.tsx'
import { LookProvider } from './look.tsx'

export function App(props: { station: StationClient; texts: i18n; storage: Storage }) {
  const { station, texts, storage } = props
  const queries = useMemo(() => queryClient(station.carrier, () => undefined), [station])
  return (
    <QueryClientProvider client={queries}>
      <StationProvider station={station}>
        <I18nextProvider i18n={texts}>
          <LookProvider storage={storage}>
            <AnnouncerProvider>
              <ToastProvider>
                <Suspense>{null}</Suspense>
              </ToastProvider>
            </AnnouncerProvider>
          </LookProvider>
        </I18nextProvider>
      </StationProvider>
    </QueryClientProvider>
  )
}
