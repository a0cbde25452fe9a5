import Add from '@mui/icons-material/Add'
import Delete from '@mui/icons-material/DeleteOutlined'
import Edit from '@mui/icons-material/EditOutlined'
import Quickreply from '@mui/icons-material/QuickreplyOutlined'
import { Box, Button, IconButton, Paper, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CannedReply } from '../../../contract/settings.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { ReplyDialog } from './reply-dialog.tsx'

/** The texts operators send again and again. */
export function RepliesTab() {
  const { t } = useTranslation('settings')
  const { api } = useStation()
  const mayWrite = useMay('settings.write')
  const replies = useQuery(api.settings.cannedReplies.queryOptions())
  const [editing, setEditing] = useState<CannedReply | 'new' | null>(null)
  const [removing, setRemoving] = useState<CannedReply | null>(null)
  const create = mayWrite && (
    <Button variant="contained" startIcon={<Add />} onClick={() => setEditing('new')} sx={{ justifySelf: 'start' }}>
      {t('replies.new')}
    </Button>
  )
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: '56rem' }}>
      <Typography color="textSecondary">{t('replies.text')}</Typography>
      {replies.isPending && <SkeletonRows />}
      <ErrorNotice error={replies.error} retry={() => void replies.refetch()} />
      {replies.data?.length === 0 ? (
        <EmptyState icon={<Quickreply />} title={t('replies.none')} text={t('replies.noneText')} action={create} />
      ) : (
        create
      )}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {replies.data?.map((reply) => (
          <Paper
            component="li"
            variant="outlined"
            key={reply.id}
            sx={{ p: 2, display: 'grid', gridTemplateColumns: '1fr auto', gap: 1 }}
          >
            <Box sx={{ minWidth: 0 }}>
              <Typography variant="h3" component="h2">
                {reply.title}
              </Typography>
              <Typography variant="body2" sx={(theme) => ({ color: theme.colors.accent, fontWeight: 700 })}>
                /{reply.shortcut}
              </Typography>
              <Typography variant="body2" color="textSecondary" sx={{ whiteSpace: 'pre-wrap', mt: 0.5 }}>
                {reply.text}
              </Typography>
            </Box>
            {mayWrite && (
              <Box>
                <IconButton aria-label={t('replies.edit', { title: reply.title })} onClick={() => setEditing(reply)}>
                  <Edit />
                </IconButton>
                <IconButton aria-label={t('replies.remove', { title: reply.title })} onClick={() => setRemoving(reply)}>
                  <Delete />
                </IconButton>
              </Box>
            )}
          </Paper>
        ))}
      </Box>
      {editing !== null && <ReplyDialog reply={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {removing !== null && <RemoveReply reply={removing} onClose={() => setRemoving(null)} />}
    </Box>
  )
}

function RemoveReply(props: { reply: CannedReply; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { api, client } = useStation()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => client.settings.deleteCannedReply({ id: props.reply.id }),
    onSuccess: () => {
      props.onClose()
      return queries.invalidateQueries({ queryKey: api.settings.cannedReplies.key() })
    },
  })
  return (
    <ConfirmDialog
      open
      danger
      title={t('replies.removeTitle')}
      text={t('replies.removeText', { title: props.reply.title })}
      confirm={common('delete')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={remove.mutate}
      onClose={props.onClose}
    />
  )
}
