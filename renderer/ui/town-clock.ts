import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../client/react.tsx'
import { type Format, formatFor } from '../i18n/format.ts'

export type TownClock = { readonly name: string; readonly timeZone: string; readonly format: Format }

/** The town's name, and dates as its own clock says them, wherever the console is. */
export function useTown(): TownClock {
  const { api } = useStation()
  const { i18n } = useTranslation()
  const town = useQuery(api.settings.town.queryOptions())
  const timeZone = town.data?.timeZone ?? 'Europe/Madrid'
  const name = town.data?.name ?? ''
  return useMemo(
    () => ({ name, timeZone, format: formatFor(i18n.language, timeZone) }),
    [name, timeZone, i18n.language],
  )
}
