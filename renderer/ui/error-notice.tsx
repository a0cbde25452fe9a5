import { Alert, AlertTitle, Button } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { useProblemText } from './problem-text.ts'

/** What happened and what to do, next to the thing that failed. Renders nothing without an error. */
export function ErrorNotice(props: { error: unknown; retry?: (() => void) | undefined }) {
  const { t } = useTranslation()
  const text = useProblemText()
  if (props.error === null || props.error === undefined) return null
  const { what, todo } = text(props.error)
  return (
    <Alert
      severity="error"
      variant="outlined"
      action={
        props.retry && (
          <Button color="inherit" size="small" onClick={props.retry}>
            {t('retry')}
          </Button>
        )
      }
    >
      <AlertTitle sx={{ mb: 0 }}>{what}</AlertTitle>
      {todo}
    </Alert>
  )
}
