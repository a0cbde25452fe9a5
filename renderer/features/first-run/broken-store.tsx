import Block from '@mui/icons-material/BlockOutlined'
import Build from '@mui/icons-material/BuildOutlined'
import Warning from '@mui/icons-material/WarningAmberOutlined'
import { Box, Button, Paper, Typography } from '@mui/material'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RestoreTown } from './restore-town.tsx'

const known = [
  'STORE_WRONG_KEY',
  'STORE_DAMAGED',
  'STORE_NEWER',
  'STORE_DISK_FULL',
  'STORE_READ_ONLY',
  'STORE_NETWORK_SHARE',
  'STORE_IN_USE',
  'STORE_UNREACHABLE',
] as const

/** A store is there and cannot be opened: what happened, what to do, what not to do. */
export function BrokenStore(props: { problem: string | null; again: () => void }) {
  const { t } = useTranslation('first-run')
  const [restoring, setRestoring] = useState(false)
  const code = known.find((name) => name === props.problem) ?? 'UNKNOWN'
  if (restoring)
    return (
      <Box component="main" sx={{ maxWidth: '44rem', m: 'auto', p: 2 }}>
        <RestoreTown back={() => setRestoring(false)} onRestored={props.again} />
      </Box>
    )
  return (
    <Box component="main" sx={{ minHeight: '100dvh', display: 'grid', p: 2 }}>
      <Paper variant="outlined" sx={{ m: 'auto', maxWidth: '40rem', p: 3, display: 'grid', gap: 2 }}>
        <Typography variant="h1" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <Warning color="error" fontSize="large" aria-hidden /> {t('broken.title')}
        </Typography>
        <Typography>
          {t(`broken.${code}.what`)} <strong>{t('broken.unchanged')}</strong>
        </Typography>
        <Advice icon={<Build color="success" aria-hidden />} title={t('broken.todo')} text={t(`broken.${code}.todo`)} />
        <Advice icon={<Block color="error" aria-hidden />} title={t('broken.not')} text={t(`broken.${code}.not`)} />
        <Typography variant="caption" color="textSecondary">
          {t('broken.code', { code: props.problem ?? code })}
        </Typography>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Button variant="contained" onClick={props.again}>
            {t('broken.again')}
          </Button>
          <Button onClick={() => setRestoring(true)}>{t('otherGo')}</Button>
        </Box>
      </Paper>
    </Box>
  )
}

function Advice(props: { icon: ReactNode; title: string; text: string }) {
  return (
    <Box sx={{ display: 'flex', gap: 1.5 }}>
      {props.icon}
      <Box>
        <Typography variant="h3" component="h2">
          {props.title}
        </Typography>
        <Typography>{props.text}</Typography>
      </Box>
    </Box>
  )
}
