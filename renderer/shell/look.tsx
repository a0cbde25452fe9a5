import { CssBaseline, ThemeProvider, useMediaQuery } from '@mui/material'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { type Look, themeFor } from '../theme.ts'
import { type LookChoice, rememberedLook, rememberLook } from './preferences.ts'

type LookControl = { readonly choice: LookChoice; readonly choose: (choice: LookChoice) => void }

const LookContext = createContext<LookControl | null>(null)

export function useLook(): LookControl {
  const look = useContext(LookContext)
  if (look === null) throw new Error('useLook needs a LookProvider above it')
  return look
}

/** The theme the person chose, or the one their system asks for. */
export function LookProvider(props: { storage: Storage; children: ReactNode }) {
  const [choice, setChoice] = useState(() => rememberedLook(props.storage))
  const dark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true })
  const contrast = useMediaQuery('(prefers-contrast: more)', { noSsr: true })
  const look = choice === 'system' ? asked({ dark, contrast }) : choice
  const theme = useMemo(() => themeFor(look), [look])
  const control = useMemo<LookControl>(
    () => ({
      choice,
      choose: (next) => {
        rememberLook(props.storage, next)
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
