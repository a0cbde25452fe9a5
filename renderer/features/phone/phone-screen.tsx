import { Box, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PracticeInbound } from '../../../contract/practice.ts'
import { useStation } from '../../client/react.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import type { Person } from './choose-person.tsx'
import { PhoneBubble } from './phone-bubble.tsx'
import { PhoneComposer } from './phone-composer.tsx'

/** The thread as one citizen's phone shows it. */
export function PhoneScreen({ person }: { person: Person }) {
  const { t } = useTranslation('phone')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const options = api.practice.thread.queryOptions({ input: { phone: person.phone } })
  const thread = useQuery(options)
  const send = useMutation({
    mutationFn: (message: PracticeInbound) => client.practice.inbound({ body: message }),
    onSuccess: () => queries.invalidateQueries({ queryKey: options.queryKey }),
  })
  const log = useRef<HTMLDivElement>(null)
  const count = thread.data?.length ?? 0
  useEffect(() => {
    if (count > 0 && log.current) log.current.scrollTop = log.current.scrollHeight
  }, [count])

  return (
    <Box sx={{ display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr) auto', minHeight: 0 }}>
      <Box
        sx={(theme) => ({
          display: 'flex',
          gap: 1.5,
          alignItems: 'center',
          p: 1.5,
          borderBottom: `1px solid ${theme.colors.line}`,
        })}
      >
        <Avatar name={person.name} size={36} />
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="h3" component="h2" noWrap>
            {t('phoneOf', { name: person.name })}
          </Typography>
          <Typography variant="caption" color="textSecondary">
            {person.phone}
          </Typography>
        </Box>
      </Box>
      <Box
        ref={log}
        role="log"
        aria-label={t('thread')}
        tabIndex={0}
        sx={(theme) => ({
          overflow: 'auto',
          p: 1.5,
          display: 'flex',
          flexDirection: 'column',
          gap: 1,
          backgroundColor: theme.colors.canvas,
        })}
      >
        {thread.isPending && <SkeletonRows rows={3} height={40} />}
        <ErrorNotice error={thread.error} retry={() => void thread.refetch()} />
        {thread.data?.length === 0 && <EmptyState title={t('empty')} text={t('emptyText')} />}
        {thread.data?.map((message) => (
          <PhoneBubble key={message.id} message={message} />
        ))}
      </Box>
      <PhoneComposer person={person} busy={send.isPending} error={send.error} send={send.mutate} />
    </Box>
  )
}
