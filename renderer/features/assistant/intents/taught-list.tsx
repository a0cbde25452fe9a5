import Delete from '@mui/icons-material/DeleteOutlined'
import { Box, IconButton, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TaughtPhrase } from '../../../../contract/intents.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useTeach } from '../../../ui/teach-dialog.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useNow } from '../../../ui/use-now.ts'

/** What colleagues taught, who and when; each can be forgotten. */
export function TaughtList({ taught }: { taught: readonly TaughtPhrase[] }) {
  const { t } = useTranslation('assistant')
  const format = useFormat()
  const now = useNow(60_000)
  const mayWrite = useMay('assistant.write')
  const forget = useForget()
  return (
    <Box component="section" aria-label={t('intents.taught')}>
      <Typography variant="h3" sx={{ mb: 0.5 }}>
        {t('intents.taught')}
      </Typography>
      {taught.length === 0 && <Typography color="textSecondary">{t('intents.noneTaught')}</Typography>}
      <ErrorNotice error={forget.error} />
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {taught.map((phrase) => (
          <Box
            component="li"
            key={phrase.id}
            sx={(theme) => ({
              display: 'flex',
              alignItems: 'center',
              gap: 1,
              py: 0.5,
              borderBottom: `1px solid ${theme.colors.line}`,
            })}
          >
            <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
              {phrase.text}
              <Typography variant="caption" color="textSecondary" component="p">
                {t('intents.taughtBy', {
                  name: phrase.operator?.name ?? t('intents.somebody'),
                  when: format.moment(phrase.at, now),
                })}
              </Typography>
            </Box>
            {mayWrite && (
              <IconButton aria-label={t('intents.forget', { text: phrase.text })} onClick={() => forget.mutate(phrase)}>
                <Delete />
              </IconButton>
            )}
          </Box>
        ))}
      </Box>
    </Box>
  )
}

function useForget() {
  const { t } = useTranslation('assistant')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const teach = useTeach()
  return useMutation({
    mutationFn: ({ id }: TaughtPhrase) => client.intents.forget({ id }),
    onSuccess: (_, { intent, text }) => {
      toasts.show({ text: t('intents.forgotten'), undo: { seconds: 8, run: () => teach.mutate({ intent, text }) } })
      return queries.invalidateQueries({ queryKey: api.intents.key() })
    },
  })
}
