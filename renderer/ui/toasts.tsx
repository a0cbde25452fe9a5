import { Alert, Box, Button, Snackbar } from '@mui/material'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

export type Toast = {
  readonly text: string
  readonly severity?: 'success' | 'info' | 'warning' | 'error'
  /** Offers to take the action back for `seconds`, counted down. */
  readonly undo?: { readonly seconds: number; readonly run: () => void }
  /** Anything else to do about it. */
  readonly action?: { readonly label: string; readonly run: () => void }
}

export type Toasts = {
  /** Shows it in place of the one before; returns how to take it away. */
  readonly show: (toast: Toast) => () => void
}

const ToastContext = createContext<Toasts | null>(null)

export function useToasts(): Toasts {
  const toasts = useContext(ToastContext)
  if (toasts === null) throw new Error('useToasts needs a ToastProvider above it')
  return toasts
}

const plainSeconds = 6

type Shown = Toast & { readonly key: number }

export function ToastProvider(props: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null)
  const next = useRef(0)
  const show = useCallback((toast: Toast) => {
    const key = next.current++
    setShown({ ...toast, key })
    return () => setShown((current) => (current?.key === key ? null : current))
  }, [])
  const toasts = useMemo(() => ({ show }), [show])
  return (
    <ToastContext value={toasts}>
      {props.children}
      {shown && <ToastView key={shown.key} toast={shown} close={() => setShown(null)} />}
    </ToastContext>
  )
}

function ToastView(props: { toast: Shown; close: () => void }) {
  const { toast, close } = props
  const { t } = useTranslation()
  const left = useCountdown(toast.undo?.seconds ?? 0)
  const over = toast.undo !== undefined && left === 0
  useEffect(() => {
    if (over) close()
  }, [over, close])

  const act = (run: () => void) => () => {
    close()
    run()
  }
  const button = toast.undo
    ? { label: t('undoIn', { seconds: left }), run: act(toast.undo.run) }
    : toast.action && { label: toast.action.label, run: act(toast.action.run) }

  return (
    <Snackbar
      open
      autoHideDuration={toast.undo || toast.severity === 'error' ? null : plainSeconds * 1000}
      onClose={(_, reason) => reason !== 'clickaway' && close()}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
    >
      <Alert
        severity={toast.severity ?? 'success'}
        variant="filled"
        onClose={toast.undo ? undefined : close}
        closeText={t('close')}
        action={
          button && (
            <Button color="inherit" variant="outlined" size="small" onClick={button.run}>
              {button.label}
            </Button>
          )
        }
        sx={{ alignItems: 'center' }}
      >
        <Box component="span">{toast.text}</Box>
      </Alert>
    </Snackbar>
  )
}

/** Whole seconds left of `seconds`, 0 at the end. */
export function useCountdown(seconds: number): number {
  const [end] = useState(() => Date.now() + seconds * 1000)
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    if (left <= 0) return
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 200)
    return () => clearInterval(timer)
  }, [end, left])
  return left
}
