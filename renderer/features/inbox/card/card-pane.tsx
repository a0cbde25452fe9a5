import ArrowBack from '@mui/icons-material/ArrowBack'
import Close from '@mui/icons-material/Close'
import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import { Box, IconButton, Typography } from '@mui/material'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { languageNames } from '../../../i18n/languages.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { CitizenConsents } from '../../../ui/citizen-consents.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { useNow } from '../../../ui/use-now.ts'
import { displayName } from '../names.ts'
import { phoneText } from '../phone.ts'
import { useConversation } from '../queue/queue-data.ts'
import { Words } from '../thread/message-text.tsx'
import { useThread } from '../thread/thread-data.ts'
import { HolderWord, StateWord } from '../thread/thread-header.tsx'
import { Withheld } from '../thread/withheld.tsx'
import { useTopicText } from '../topics.ts'
import { openTime, useOpenings } from '../waiting.ts'
import { CitizenFacts } from './citizen-facts.tsx'
import { CollectedList } from './collected-list.tsx'
import { FolderControl } from './folder-control.tsx'
import { type Fact, facts } from './rules.ts'
import { CitizenAppointments, CitizenReports } from './town-matters.tsx'

type Props = {
  readonly id: string
  /** Where it takes the place of the conversation. */
  readonly alone: boolean
  readonly onClose: () => void
}

/** What is known of the citizen, unless the conversation lies where the operator may not look. */
export function CardPane(props: Props) {
  const conversation = useConversation(props.id)
  const { t } = useTranslation('inbox')
  if (!conversation.data?.withheld) return <OpenCard {...props} />
  return props.alone ? <Withheld back={{ text: t('thread.backToThread'), go: props.onClose }} /> : null
}

/** What is known of the citizen, and what the assistant gathered. */
function OpenCard(props: Props) {
  const { t } = useTranslation('inbox')
  const conversation = useConversation(props.id)
  const { thread } = useThread(props.id)
  const title = useRef<HTMLHeadingElement>(null)
  const { alone } = props
  useEffect(() => {
    if (alone) title.current?.focus()
  }, [alone])
  if (conversation.data === undefined) {
    return conversation.error ? <ErrorNotice error={conversation.error} /> : <SkeletonRows rows={4} height={32} />
  }
  const known = facts(conversation.data, thread)
  const name = displayName(conversation.data.citizen) ?? t('queue.nameless')
  return (
    <Box component="aside" aria-label={t('card.region', { name })} sx={{ height: '100%', overflowY: 'auto' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 56, paddingInline: alone ? 0.5 : 2 }}>
        {alone && (
          <IconButton aria-label={t('thread.backToThread')} onClick={props.onClose}>
            <ArrowBack />
          </IconButton>
        )}
        <Typography
          ref={title}
          tabIndex={-1}
          variant="h3"
          component="h2"
          sx={{ flex: 1, '&:focus': { outline: 'none' } }}
        >
          {t('card.title')}
        </Typography>
        {!alone && (
          <IconButton size="small" aria-label={t('card.hide')} onClick={props.onClose}>
            <Close fontSize="small" />
          </IconButton>
        )}
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, paddingInline: 2, pb: 1.5 }}>
        <Avatar name={name} />
        <Box dir="auto" sx={{ fontWeight: 700, overflowWrap: 'anywhere', unicodeBidi: 'isolate' }}>
          {name}
        </Box>
      </Box>
      <Box
        component="dl"
        sx={{
          m: 0,
          paddingInline: 2,
          display: 'grid',
          gap: 1.25,
          gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
        }}
      >
        {known.list.map((fact) => (
          <Row key={fact.kind} fact={fact} id={props.id} />
        ))}
      </Box>
      <CitizenFacts citizenId={conversation.data.citizen.id} />
      {conversation.data.unfinished && <CollectedList id={props.id} />}
      <CitizenReports conversationId={props.id} />
      <CitizenAppointments conversationId={props.id} />
      <CitizenConsents citizenId={conversation.data.citizen.id} />
      <FolderControl conversation={conversation.data} />
      {known.summary !== null && (
        <Box
          sx={(theme) => ({
            m: 2,
            p: 1.5,
            borderRadius: 1,
            backgroundColor: theme.colors.note.fill,
            color: theme.colors.note.text,
            border: `1px solid ${theme.colors.note.line}`,
            fontSize: '0.9rem',
          })}
        >
          <Typography
            variant="h3"
            sx={{ display: 'flex', alignItems: 'center', gap: 0.75, fontSize: '0.9rem', mb: 0.5 }}
          >
            <SmartToyOutlined fontSize="small" aria-hidden />
            {t('card.summary')}
          </Typography>
          <Words text={known.summary} language={null} />
        </Box>
      )}
    </Box>
  )
}

function Row(props: { fact: Fact; id: string }) {
  const { t } = useTranslation('inbox')
  return (
    <Box>
      <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.825rem' }}>
        {t(`card.${props.fact.kind}`)}
      </Box>
      <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        <Value {...props} />
      </Box>
    </Box>
  )
}

function Value(props: { fact: Fact; id: string }) {
  const { fact } = props
  const { t } = useTranslation('inbox')
  const town = useTown()
  const now = useNow()
  const openings = useOpenings()
  const topic = useTopicText()
  const conversation = useConversation(props.id).data
  switch (fact.kind) {
    case 'phone':
      return <>{phoneText(fact.phone)}</>
    case 'language':
      return <>{fact.language === null ? t('card.noLanguage') : languageNames[fact.language]}</>
    case 'state':
      return conversation ? <StateWord conversation={conversation} town={town} /> : null
    case 'holder':
      return conversation ? <HolderWord conversation={conversation} /> : null
    case 'waiting':
      return <>{town.format.waiting(0, openTime(openings, fact.since, now))}</>
    case 'topic':
      return <>{topic(fact.topic)}</>
    case 'first':
      return <>{town.format.dateTime(fact.at)}</>
  }
}
