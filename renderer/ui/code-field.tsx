import { TextField, type TextFieldProps } from '@mui/material'

/** A six-digit code, however it is typed, or a recovery code. */
export const isCode = (text: string): boolean => /^\d{6}$/.test(text.replace(/\s/g, '')) || text.trim().length >= 16

/** As the station reads it. */
export const plainCode = (text: string): string => text.replace(/\s/g, '')

/** The code an authenticator app shows; shown as it is typed, since it soon opens nothing. */
export function CodeField(props: Omit<TextFieldProps, 'type' | 'onChange'> & { onCode: (code: string) => void }) {
  const { onCode, ...field } = props
  return (
    <TextField
      {...field}
      autoComplete="one-time-code"
      onChange={(event) => onCode(event.target.value)}
      slotProps={{
        htmlInput: {
          inputMode: 'text',
          maxLength: 40,
          autoCapitalize: 'none',
          spellCheck: false,
          style: { letterSpacing: '0.15em' },
        },
      }}
    />
  )
}
