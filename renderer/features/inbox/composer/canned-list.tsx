import { Box } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CannedReply } from '../../../../contract/settings.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { useAnnounce } from '../../../ui/announcer.tsx'
import { windowAround } from './rules.ts'

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
  readonly compact: boolean
  /** The text as it will be put in. */
  readonly fill: (reply: CannedReply) => string
  readonly onPick: (reply: CannedReply) => void
}

/** The replies that match what is written after `/`; the field keeps the focus and points at one of them. */
export function CannedList(props: Props) {
  const { replies, active, compact } = props
  const { t } = useTranslation('inbox')
  const announce = useAnnounce()
  const empty = props.any ? t('composer.cannedNone', { query: props.query }) : t('composer.cannedEmpty')
  const said = replies.length === 0 ? empty : t('composer.cannedCount', { count: replies.length })
  useEffect(() => announce(said), [said, announce])
  const shown = windowAround(active, replies.length, compact ? 3 : 5)
  return (
    <Box
      sx={(theme) => ({
        position: 'absolute',
        bottom: '100%',
        insetInline: 0,
        mb: 0.5,
        backgroundColor: theme.colors.raised,
        color: theme.colors.text,
        border: `1px solid ${theme.colors.edge}`,
        borderRadius: 1,
        boxShadow: 4,
        zIndex: 2,
      })}
    >
      <Box id={props.id} role="listbox" aria-label={t('composer.canned')} sx={{ overflow: 'hidden' }}>
        {replies.slice(shown.from, shown.to).map((reply) => (
          <Box
            key={reply.id}
            id={optionId(reply)}
            role="option"
            aria-selected={reply === replies[active]}
            aria-setsize={replies.length}
            aria-posinset={replies.indexOf(reply) + 1}
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
                display: compact ? 'none' : 'block',
                color: 'text.secondary',
                fontSize: '0.85rem',
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
              }}
            >
              {props.fill(reply)}
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
