import Add from '@mui/icons-material/Add'
import { Alert, Box, Button, MenuItem, TextField, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticeSummary } from '../../../../contract/notices.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { NoticeTexts } from './notice-texts.tsx'
import { firstShown, useAct, useVersions } from './notices-data.ts'
import { PublishDialog } from './publish-dialog.tsx'

/** The versions of the information text, and the one that is looked at. */
export function NoticeVersions() {
  const { t } = useTranslation('notices')
  const { api } = useStation()
  const versions = useVersions()
  const [chosen, choose] = useState<number | null>(null)
  const list = versions.data ?? []
  const version = list.some((each) => each.version === chosen) ? (chosen ?? undefined) : firstShown(list)
  const notice = useQuery(
    api.notices.get.queryOptions({ input: { version: version ?? 1 }, enabled: version !== undefined }),
  )
  const shown = list.find((each) => each.version === version)
  return (
    <Box component="section" sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography color="textSecondary" sx={{ maxWidth: '44rem' }}>
        {t('text')}
      </Typography>
      {versions.data && !list.some(({ state }) => state === 'current') && <Alert severity="warning">{t('none')}</Alert>}
      <ErrorNotice error={versions.error ?? notice.error} retry={() => void versions.refetch()} />
      {shown && <VersionBar shown={shown} list={list} choose={choose} />}
      {notice.isPending ? <SkeletonRows /> : notice.data && <NoticeTexts key={version} notice={notice.data} />}
    </Box>
  )
}

type BarProps = {
  readonly shown: NoticeSummary
  readonly list: readonly NoticeSummary[]
  readonly choose: (version: number | null) => void
}

function VersionBar({ shown, list, choose }: BarProps) {
  const { t } = useTranslation('notices')
  const mayWrite = useMay('privacy.write')
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
      <TextField
        select
        size="small"
        label={t('versions')}
        value={shown.version}
        onChange={(event) => choose(Number(event.target.value))}
        sx={{ minWidth: '14rem' }}
      >
        {list.map(({ version, state }) => (
          <MenuItem key={version} value={version}>
            {t('version', { version })} · {t(`states.${state}`)}
          </MenuItem>
        ))}
      </TextField>
      <VersionFacts shown={shown} />
      {mayWrite && <VersionActs shown={shown} list={list} choose={choose} />}
    </Box>
  )
}

function VersionFacts({ shown }: { shown: NoticeSummary }) {
  const { t } = useTranslation('notices')
  const { format } = useTown()
  const { publishedAt, publishedBy, createdAt, kind } = shown
  const when = format.dateTime(publishedAt ?? createdAt)
  const published = publishedBy ? t('publishedBy', { when, who: publishedBy.name }) : t('publishedAlone', { when })
  const facts = [publishedAt === null ? t('createdAt', { when }) : published, ...(kind ? [t(`kinds.${kind}`)] : [])]
  return (
    <Typography variant="body2" color="textSecondary" sx={{ flex: '1 1 14rem' }}>
      {facts.join(' · ')}
    </Typography>
  )
}

function VersionActs({ shown, list, choose }: BarProps) {
  const { t } = useTranslation('notices')
  const { client } = useStation()
  const [open, setOpen] = useState<'publish' | 'discard' | null>(null)
  const draft = useAct(
    () => client.notices.draft(),
    ({ version }) => choose(version),
  )
  const discard = useAct(
    () => client.notices.discard({ version: shown.version }),
    () => {
      setOpen(null)
      choose(null)
    },
  )
  const isDraft = shown.state === 'draft'
  return (
    <>
      {isDraft && (
        <Button variant="contained" onClick={() => setOpen('publish')}>
          {t('publish.open')}
        </Button>
      )}
      {isDraft && list.length > 1 && <Button onClick={() => setOpen('discard')}>{t('discard')}</Button>}
      {!isDraft && (
        <Button
          variant="contained"
          startIcon={<Add />}
          loading={draft.isPending}
          onClick={() => draft.mutate(undefined)}
        >
          {t('newDraft')}
        </Button>
      )}
      <ErrorNotice error={draft.error} />
      {open === 'publish' && <PublishDialog notice={shown} onClose={() => setOpen(null)} />}
      <ConfirmDialog
        open={open === 'discard'}
        title={t('discardTitle')}
        text={t('discardText')}
        confirm={t('discard')}
        danger
        busy={discard.isPending}
        error={discard.error}
        onConfirm={() => discard.mutate(undefined)}
        onClose={() => setOpen(null)}
      />
    </>
  )
}
