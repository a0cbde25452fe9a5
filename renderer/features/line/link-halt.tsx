import { Alert, AlertTitle, Box, Button, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { LinkHalt } from '../../../contract/line.ts'
import { Begin } from './link-start.tsx'

const parts = ['what', 'whose', 'todo'] as const

/** Why the line stands still: what happened, whose it is, what to do and, above all, what not to do. */
export function LinkHaltNotice(props: {
  halt: LinkHalt
  detail: string | null
  begin: ((visible: boolean) => void) | null
  busy: boolean
}) {
  const { t } = useTranslation('line')
  const { halt, detail, begin, busy } = props
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="h3">{t(`link.halts.${halt}.title`)}</Typography>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5 }}>
        {parts.map((part) => (
          <div key={part}>
            <Typography component="dt" sx={{ fontWeight: 700 }}>
              {t(`link.halt.${part}`)}
            </Typography>
            <Typography component="dd" sx={{ m: 0 }}>
              {t(`link.halts.${halt}.${part}`)}
            </Typography>
          </div>
        ))}
      </Box>
      <DoNot text={t(`link.halts.${halt}.not`)} />
      {detail && (
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {t('link.halt.detail', { detail })}
        </Typography>
      )}
      {begin && halt === 'logged_out' && (
        <Begin begin={begin} busy={busy}>
          {t(`link.halts.${halt}.again`)}
        </Begin>
      )}
      {begin && halt !== 'logged_out' && (
        <Button variant="contained" loading={busy} onClick={() => begin(false)} sx={{ justifySelf: 'start' }}>
          {t(`link.halts.${halt}.again`)}
        </Button>
      )}
    </Box>
  )
}

/** What would make it worse. */
export function DoNot({ text }: { text: string }) {
  const { t } = useTranslation('line')
  return (
    <Alert severity="warning" variant="outlined">
      <AlertTitle>{t('link.halt.not')}</AlertTitle>
      {text}
    </Alert>
  )
}
