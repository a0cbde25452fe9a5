import Podcasts from '@mui/icons-material/PodcastsOutlined'
import { Box, Link } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useMay, useStation } from '../../../client/react.tsx'

/** Messages, by id, with the broadcast they answer. */
export type Answers = ReadonlyMap<string, { readonly broadcastId: string; readonly title: string }>

const none: Answers = new Map()

/** Which messages of a conversation answer which broadcast; asked again with every message. */
export function useAnswers(conversationId: string): Answers {
  const { api } = useStation()
  const { data } = useQuery(api.broadcasts.context.queryOptions({ input: { conversationId } }))
  return useMemo(() => (data ? new Map(data.map(({ messageId, ...of }) => [messageId, of])) : none), [data])
}

export function AnswersTo(props: { answers: Answers; messageId: string }) {
  const { t } = useTranslation('broadcasts')
  const may = useMay('broadcasts.read')
  const answered = props.answers.get(props.messageId)
  if (!answered) return null
  const text = t('answers', { title: answered.title })
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        mb: 0.5,
        fontSize: '0.825rem',
        '& svg': { fontSize: '1.1rem' },
      }}
    >
      <Podcasts aria-hidden />
      {may ? (
        <Link component={RouteLink} href={`/broadcasts/${answered.broadcastId}`} color="inherit">
          {text}
        </Link>
      ) : (
        <span>{text}</span>
      )}
    </Box>
  )
}
