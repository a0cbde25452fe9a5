import { Alert, AlertTitle, Box, Button } from '@mui/material'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../../contract/inbox.ts'
import { QuotedWords } from '../thread/quote.tsx'

type Props = {
  readonly name: string
  readonly written: readonly Message[]
  readonly busy: boolean
  readonly onSend: () => void
  readonly onReview: () => void
}

/** The citizen wrote while the answer was being written: what, and whether the answer still holds. */
export function MovedWarning(props: Props) {
  const { t } = useTranslation('inbox')
  const review = useRef<HTMLButtonElement>(null)
  useEffect(() => review.current?.focus(), [])
  return (
    <Alert severity="warning" variant="outlined" sx={{ mx: 2, my: 1 }}>
      <AlertTitle>{t('moved.title', { name: props.name, count: Math.max(1, props.written.length) })}</AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2, maxHeight: '30vh', overflowY: 'auto' }}>
        {props.written.map((message) => (
          <li key={message.id}>
            {message.text === '' ? t(`kinds.${message.kind}`) : <QuotedWords text={message.text} />}
          </li>
        ))}
      </Box>
      <Box sx={{ display: 'flex', gap: 1, mt: 1, p: 0.5, flexWrap: 'wrap' }}>
        <Button size="small" variant="contained" ref={review} onClick={props.onReview}>
          {t('moved.review')}
        </Button>
        <Button size="small" variant="outlined" color="inherit" disabled={props.busy} onClick={props.onSend}>
          {t('moved.send')}
        </Button>
      </Box>
    </Alert>
  )
}
