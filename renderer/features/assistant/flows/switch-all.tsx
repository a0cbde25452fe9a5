import RecordVoiceOver from '@mui/icons-material/RecordVoiceOverOutlined'
import VoiceOverOff from '@mui/icons-material/VoiceOverOffOutlined'
import { Box, Button, Paper, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useStation } from '../../../client/react.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'

/** Whether the assistant speaks at all. Off, every message waits for a person. */
export function SwitchAll({ on }: { on: boolean }) {
  const { t } = useTranslation('assistant')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const mayWrite = useMay('assistant.write')
  const [asking, setAsking] = useState(false)
  const turn = useMutation({
    mutationFn: (next: boolean) => client.assistant.switchAll({ on: next }),
    onSuccess: (_, next) => {
      setAsking(false)
      // What is known is shown at once; reading every conversation again may take a while.
      queries.setQueryData(api.assistant.flows.queryKey(), (known) => known && { ...known, on: next })
      return queries.invalidateQueries({ queryKey: api.assistant.flows.key() })
    },
  })
  const way = on ? 'off' : 'on'
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-label={t('switchAll.label')}
      sx={(theme) => ({
        p: 2,
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        ...(!on && { borderColor: theme.colors.warn, borderWidth: 2 }),
      })}
    >
      <Box sx={{ flex: '1 1 20rem' }}>
        <StatusWord
          icon={on ? <RecordVoiceOver /> : <VoiceOverOff />}
          tone={on ? 'good' : 'warn'}
          sx={{ fontSize: '1rem' }}
        >
          {t(on ? 'switchAll.isOn' : 'switchAll.isOff')}
        </StatusWord>
        <Typography variant="body2" color="textSecondary">
          {t(on ? 'switchAll.isOnText' : 'switchAll.isOffText')}
        </Typography>
      </Box>
      {mayWrite && (
        <Button variant={on ? 'outlined' : 'contained'} onClick={() => setAsking(true)}>
          {t(`switchAll.${way}`)}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        danger={on}
        title={t(`switchAll.${way}Title`)}
        text={t(`switchAll.${way}Text`)}
        confirm={t(`switchAll.${way}`)}
        busy={turn.isPending}
        error={turn.error}
        onConfirm={() => turn.mutate(!on)}
        onClose={() => setAsking(false)}
      />
    </Paper>
  )
}
