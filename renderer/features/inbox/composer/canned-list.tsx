import { Box } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CannedReply } from '../../../../contract/settings.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { useAnnounce } from '../../../ui/announcer.tsx'

/** The town's canned replies, for those who may read them. */
export function useCannedReplies(): readonly CannedReply[] {
  const { api } = useStation()
  const mayRead = useMay('settings.read')
  return useQuery({ ...api.settings.cannedReplies.queryOptions(), enabled: mayRead }).data ?? none
}

const none: readonly CannedReply[] = []

export const optionId = (reply: CannedReply): string => `canned-${reply.id}`

type Props = {
  readonly id: string
  readonly replies: readonly CannedReply[]
  readonly any: boolean
  readonly query: string
  readonly active: number
  readonly onPick: (reply: CannedReply) => void
}

/** The replies that match what is written after `/`; the field keeps the focus and points at one of them. */
export function CannedList(props: Props) {
  const { replies, active } = props
  const { t } = useTranslation('inbox')
  const announce = useAnnounce()
  const empty = props.any ? t('composer.cannedNone', { query: props.query }) : t('composer.cannedEmpty')
  const said = replies.length === 0 ? empty : t('composer.cannedCount', { count: replies.length })
  useEffect(() => announce(said), [said, announce])
  const current = replies[active]
  useEffect(() => {
    if (current) document.getElementById(optionId(current))?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <Box
      sx={(theme) => ({
        position: 'absolute',
        bottom: '100%',
        insetInline: 0,
        mb: 0.5,
        maxHeight: 'min(300px, 45vh)',
        display: 'flex',
        flexDirection: 'column',
        backgroundColor: theme.colors.raised,
        color: theme.colors.text,
        border: `1px solid ${theme.colors.edge}`,
        borderRadius: 1,
        boxShadow: 4,
        zIndex: 2,
      })}
    >
      <Box id={props.id} role="listbox" aria-label={t('composer.canned')} sx={{ overflowY: 'auto', flex: 1 }}>
        {replies.map((reply, index) => (
          <Box
            key={reply.id}
            id={optionId(reply)}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onPick(reply)}
            sx={(theme) => ({
              paddingInline: 1.5,
              paddingBlock: 0.75,
              cursor: 'pointer',
              borderInlineStart: '4px solid transparent',
              '&[aria-selected="true"]': { backgroundColor: theme.colors.accentSoft, borderColor: theme.colors.accent },
              '&:hover': { backgroundColor: theme.colors.canvas },
            })}
          >
            <Box sx={{ display: 'flex', gap: 1 }}>
              <strong>/{reply.shortcut}</strong>
              <span>{reply.title}</span>
            </Box>
            <Box
              sx={{
                color: 'text.secondary',
                fontSize: '0.85rem',
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
              }}
            >
              {reply.text}
            </Box>
          </Box>
        ))}
      </Box>
      <Box
        sx={(theme) => ({
          p: 1,
          fontSize: '0.825rem',
          color: 'text.secondary',
          borderTop: `1px solid ${theme.colors.line}`,
        })}
      >
        {replies.length === 0 ? empty : t('composer.cannedHow')}
      </Box>
    </Box>
  )
}
