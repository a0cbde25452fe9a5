import MoreVert from '@mui/icons-material/MoreVert'
import { IconButton, Menu, MenuItem, Tooltip } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../../contract/inbox.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ReasonDialog } from '../card/reason-dialog.tsx'
import { useFolder } from '../use-folder.ts'

/** What is done rarely with one message: where it lies, and how long its file stays. */
export function MessageMenu(props: { message: Message; active: boolean }) {
  const { message } = props
  const { t } = useTranslation('inbox')
  const mayOpen = useMay('sensitive.read')
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [asking, setAsking] = useState(false)
  const folder = useFolder(message.conversationId, () => setAsking(false))
  const marking = useMarking()
  const title = t('message.more')
  const pick = (act: () => void) => () => {
    setAnchor(null)
    act()
  }
  const media = message.media?.state === 'stored' ? message.media : null
  return (
    <>
      <Tooltip title={title}>
        <IconButton
          size="small"
          aria-label={title}
          aria-haspopup="menu"
          tabIndex={props.active ? 0 : -1}
          onClick={(event) => setAnchor(event.currentTarget)}
          sx={(theme) => ({ color: theme.colors.quiet })}
        >
          <MoreVert fontSize="small" />
        </IconButton>
      </Tooltip>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {!message.reserved && (
          <MenuItem onClick={pick(() => folder.put(message.id))}>{t('folder.putMessage')}</MenuItem>
        )}
        {message.reserved && mayOpen && (
          <MenuItem onClick={pick(() => setAsking(true))}>{t('folder.takeOutMessage')}</MenuItem>
        )}
        {media && (
          <MenuItem onClick={pick(() => marking.mutate({ id: media.id, identity: !media.identity }))}>
            {t(media.identity ? 'media.unmarkIdentity' : 'media.markIdentity')}
          </MenuItem>
        )}
        {media && (
          <MenuItem onClick={pick(() => marking.mutate({ id: media.id, kept: !media.kept }))}>
            {t(media.kept ? 'media.unkeep' : 'media.keep')}
          </MenuItem>
        )}
      </Menu>
      {asking && (
        <ReasonDialog
          title={t('folder.takeOutTitle')}
          text={t('folder.takeOutText')}
          confirm={t('folder.takeOutMessage')}
          busy={folder.busy}
          error={folder.error}
          onClose={() => setAsking(false)}
          onReason={(reason) => folder.takeOut(reason, message.id)}
        />
      )}
    </>
  )
}

function useMarking() {
  const { api, client } = useStation()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (marks: { id: string; identity?: boolean; kept?: boolean }) => client.retention.markFile(marks),
    onSettled: () => queries.invalidateQueries({ queryKey: api.inbox.messages.key() }),
  })
}
