import { Box, Button, Link } from '@mui/material'
import { skipToken, useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../../contract/inbox.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { excerpt, textParts } from './rules.ts'

/** The words of a message, as text and nothing else; a long one begins short. */
export function MessageText(props: { message: Message; language: string | null }) {
  const { message } = props
  const { api } = useStation()
  const { t } = useTranslation('inbox')
  const [whole, setWhole] = useState(false)
  const wanted = whole && message.truncated
  const full = useQuery(api.inbox.message.queryOptions({ input: wanted ? { id: message.id } : skipToken }))
  const text = (wanted ? full.data?.text : undefined) ?? message.text
  const short = excerpt(text)
  const cut = short.cut || message.truncated
  return (
    <>
      <Words text={whole ? text : short.text} language={props.language} />
      {cut && (
        <Button size="small" color="inherit" onClick={() => setWhole(!whole)} aria-expanded={whole} sx={{ ml: -1.5 }}>
          {whole && !full.isLoading ? t('message.less') : t(full.isLoading ? 'message.wholeLoading' : 'message.whole')}
        </Button>
      )}
      <ErrorNotice error={full.error} />
    </>
  )
}

/**
 * Each text keeps to its own direction and its own box: marks that turn writing around end with it, and letters
 * with towers of accents are clipped at their line.
 */
export function Words(props: { text: string; language: string | null }) {
  return (
    <Box
      dir="auto"
      lang={props.language ?? undefined}
      sx={{
        unicodeBidi: 'isolate',
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
        overflow: 'hidden',
        lineHeight: 1.5,
        contain: 'paint',
      }}
    >
      {textParts(props.text).map((part) => (
        <Fragment key={part.at}>
          {part.href === null ? part.text : <Outside href={part.href} text={part.text} />}
        </Fragment>
      ))}
    </Box>
  )
}

function Outside(props: { href: string; text: string }) {
  return (
    <Link href={props.href} title={props.href} target="_blank" rel="noopener noreferrer" dir="ltr" color="inherit">
      {props.text}
    </Link>
  )
}
