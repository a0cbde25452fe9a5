import { TextField, type TextFieldProps } from '@mui/material'

export const isPin = (text: string): boolean => /^\d{6}$/.test(text)

/** Six digits, hidden. */
export function PinField(props: Omit<TextFieldProps, 'type' | 'onChange'> & { onPin: (pin: string) => void }) {
  const { onPin, ...field } = props
  return (
    <TextField
      {...field}
      type="password"
      autoComplete="one-time-code"
      onChange={(event) => onPin(event.target.value.replace(/\D/g, '').slice(0, 6))}
      slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6, style: { letterSpacing: '0.4em' } } }}
    />
  )
}
