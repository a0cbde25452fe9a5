import { CssBaseline, ThemeProvider, useMediaQuery } from '@mui/material'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { type Look, looks, themeFor } from '../theme.ts'

export const lookChoices = ['system', ...looks] as const
/** What a person chose; `system` follows the machine. */
export type LookChoice = (typeof lookChoices)[number]

export const isLookChoice = (text: string | null): text is LookChoice => lookChoices.some((choice) => choice === text)

const place = 'ventanilla.look'

function remembered(storage: Storage): LookChoice {
  const saved = storage.getItem(place)
  return isLookChoice(saved) ? saved : 'system'
}

type LookControl = { readonly choice: LookChoice; readonly choose: (choice: LookChoice) => void }

const LookContext = createContext<LookControl | null>(null)

export function useLook(): LookControl {
  const look = useContext(LookContext)
  if (look === null) throw new Error('useLook needs a LookProvider above it')
  return look
}

/** The theme the person chose, or the one their system asks for. */
export function LookProvider(props: { storage: Storage; children: ReactNode }) {
  const [choice, setChoice] = useState(() => remembered(props.storage))
  const dark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true })
  const contrast = useMediaQuery('(prefers-contrast: more)', { noSsr: true })
  const look = choice === 'system' ? asked({ dark, contrast }) : choice
  const theme = useMemo(() => themeFor(look), [look])
  const control = useMemo<LookControl>(
    () => ({
      choice,
      choose: (next) => {
        props.storage.setItem(place, next)
        setChoice(next)
      },
    }),
    [choice, props.storage],
  )
  return (
    <LookContext value={control}>
      <ThemeProvider theme={theme}>
        <CssBaseline enableColorScheme />
        {props.children}
      </ThemeProvider>
    </LookContext>
  )
}

function asked(system: { dark: boolean; contrast: boolean }): Look {
  if (system.contrast) return 'contrast'
  return system.dark ? 'dark' : 'light'
}
