import { Box, LinearProgress, Typography } from '@mui/material'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Link } from '../../../contract/line.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { Comparison } from './comparison.tsx'
import { LiftRestriction } from './lift-restriction.tsx'
import { LinkFacts } from './link-facts.tsx'
import { DoNot, LinkHaltNotice } from './link-halt.tsx'
import { LinkQr } from './link-qr.tsx'
import { beginning, canLift, canUnlink } from './link-rules.ts'
import { LinkStart } from './link-start.tsx'
import { LinkWord } from './link-word.tsx'
import { Unlink } from './unlink.tsx'

/** The link of a real town's line to its phone: how it stands, and what a person may do about it. */
export function LinkPart() {
  const { t } = useTranslation('line')
  const { api, client } = useStation()
  const mayControl = useMay('line.control')
  const found = useQuery(api.lines.linkState.queryOptions())
  const begin = useMutation({
    mutationFn: (visible: boolean) => client.lines.link({ visible }),
    onSettled: () => found.refetch(),
  })
  const link = found.data
  const operable = mayControl && link && (beginning(link) !== null || canUnlink(link))
  return (
    <Box
      component="section"
      aria-label={t('link.title')}
      // Where nothing in it takes the focus, the keyboard still has to reach it to scroll.
      {...(!operable && { tabIndex: 0 })}
      sx={{ display: 'grid', gap: 2.5 }}
    >
      {found.isPending && <SkeletonRows rows={3} />}
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      {link && !link.here && <Typography>{t('link.elsewhere')}</Typography>}
      {link?.here && (
        <>
          <Box>
            <LinkWord phase={link.phase} />
          </Box>
          <Phase link={link} begin={mayControl ? begin.mutate : null} busy={begin.isPending} />
          <ErrorNotice error={begin.error} />
          {mayControl && canLift(link) && <LiftRestriction />}
          {comparable.has(link.phase) && <Comparison link={link} />}
          {!mayControl && (beginning(link) || canUnlink(link)) && (
            <Typography variant="body2">{t('link.readOnly')}</Typography>
          )}
          {mayControl && canUnlink(link) && <Unlink />}
        </>
      )}
    </Box>
  )
}

/** Where there is a session whose chats can be, or were, compared. */
const comparable: ReadonlySet<Link['phase']> = new Set(['connected', 'reconnecting', 'restricted'])

function Phase(props: { link: Link; begin: ((visible: boolean) => void) | null; busy: boolean }): ReactNode {
  const { t } = useTranslation('line')
  const { link, begin, busy } = props
  switch (link.phase) {
    case 'not_linked':
      return <LinkStart begin={begin} busy={busy} />
    case 'starting':
      return <Waiting text={t('link.starting')} link={link} />
    case 'qr':
      return <LinkQr text={link.qr} until={link.pairingUntil} />
    case 'syncing':
      return <Waiting text={t('link.syncing')} link={link} />
    case 'connected':
      return <LinkFacts link={link} />
    case 'reconnecting':
      return <Reconnecting link={link} />
    case 'restricted':
      return <Restricted link={link} />
    case 'halted':
      return link.halt && <LinkHaltNotice halt={link.halt} detail={link.detail} begin={begin} busy={busy} />
  }
}

/** Something goes on by itself; how far, where WhatsApp tells. */
function Waiting({ text, link }: { text: string; link: Link }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Typography>{text}</Typography>
      <LinearProgress
        aria-label={t('link.progress')}
        {...(link.percent === null
          ? { variant: 'indeterminate' as const }
          : { variant: 'determinate' as const, value: link.percent })}
        sx={{ height: 8, borderRadius: 1 }}
      />
      {link.percent !== null && (
        <Typography variant="body2">{t('link.percent', { percent: format.percent(link.percent / 100) })}</Typography>
      )}
      <NextAttempt at={link.nextAttemptAt} />
    </Box>
  )
}

function NextAttempt({ at }: { at: number | null }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  return at === null ? null : <Typography>{t('link.nextAttempt', { when: format.time(at) })}</Typography>
}

function Reconnecting({ link }: { link: Link }) {
  const { t } = useTranslation('line')
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography>{t('link.reconnecting')}</Typography>
      <NextAttempt at={link.nextAttemptAt} />
      <LinkFacts link={link} />
      <DoNot text={t('link.notReconnecting')} />
    </Box>
  )
}

function Restricted({ link }: { link: Link }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const when = link.restrictedUntil === null ? '…' : format.dateTime(link.restrictedUntil)
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography>{t('link.restricted', { when })}</Typography>
      <Typography>{t('link.restrictedTodo')}</Typography>
      <DoNot text={t('link.notRestricted')} />
      <LinkFacts link={link} />
    </Box>
  )
}
