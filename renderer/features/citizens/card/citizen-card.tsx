import ArrowBack from '@mui/icons-material/ArrowBack'
import CallMerge from '@mui/icons-material/CallMerge'
import Edit from '@mui/icons-material/EditOutlined'
import { Box, Button, Chip, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { CitizenCard } from '../../../../contract/citizens.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { languageNames } from '../../../i18n/languages.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { MergeDialog } from '../merge/merge-dialog.tsx'
import { useNaming } from '../naming.ts'
import { listPath } from '../paths.ts'
import { Consents } from './consents.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { Identifiers } from './identifiers.tsx'
import { Matters } from './matters.tsx'
import { Merged } from './merged.tsx'
import { Part } from './part.tsx'

/** Who somebody is for the town hall. */
export function CitizenCardPane({ id, alone }: { id: string; alone: boolean }) {
  const { t } = useTranslation('citizens')
  const { api } = useStation()
  const card = useQuery(api.citizens.get.queryOptions({ input: { id } }))
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: '60rem' }}>
      {alone && (
        <Button component={RouteLink} href={listPath} startIcon={<ArrowBack />} sx={{ ml: -1.5, mb: 1 }}>
          {t('card.back')}
        </Button>
      )}
      {card.isPending && <SkeletonRows />}
      <ErrorNotice error={card.error} retry={() => void card.refetch()} />
      {card.data && <Shown card={card.data} />}
    </Box>
  )
}

function Shown({ card }: { card: CitizenCard }) {
  const { t } = useTranslation('citizens')
  const naming = useNaming()
  const name = naming(card)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <Box component="article" aria-label={t('card.region', { name })} sx={{ display: 'grid', gap: 2.5 }}>
      <Box component="header" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        <Avatar name={name} size={48} />
        <Typography
          ref={title}
          tabIndex={-1}
          variant="h1"
          component="h2"
          dir="auto"
          sx={{ flex: '1 1 12rem', overflowWrap: 'anywhere', '&:focus': { outline: 'none' } }}
        >
          {name}
        </Typography>
        <Acts card={card} />
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          alignItems: 'start',
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 19rem), 1fr))',
        }}
      >
        <Facts card={card} />
        <Identifiers card={card} />
        <Matters card={card} />
        <Consents card={card} />
        {card.merged.length > 0 && <Merged card={card} />}
      </Box>
    </Box>
  )
}

function Acts({ card }: { card: CitizenCard }) {
  const { t } = useTranslation('citizens')
  const [open, setOpen] = useState<'edit' | 'merge' | null>(null)
  const [mayWrite, mayManage] = [useMay('citizens.write'), useMay('citizens.manage')]
  const close = () => setOpen(null)
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {mayWrite && (
        <Button variant="contained" startIcon={<Edit />} onClick={() => setOpen('edit')}>
          {t('card.edit')}
        </Button>
      )}
      {mayManage && (
        <Button variant="outlined" startIcon={<CallMerge />} onClick={() => setOpen('merge')}>
          {t('card.merge')}
        </Button>
      )}
      {open === 'edit' && <EditDialog card={card} onClose={close} />}
      {open === 'merge' && <MergeDialog one={card} other={null} onClose={close} />}
    </Box>
  )
}

function Facts({ card }: { card: CitizenCard }) {
  const { t } = useTranslation('citizens')
  const { format } = useTown()
  const unknown = t('card.unknown')
  return (
    <Part title={t('card.about')}>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.25 }}>
        <Fact name={t('card.neighbourhood')}>{card.neighbourhood || unknown}</Fact>
        <Fact name={t('card.language')}>{card.language === null ? unknown : languageNames[card.language]}</Fact>
        <Fact name={t('card.tags')}>
          {card.tags.length === 0 ? (
            unknown
          ) : (
            <Box component="span" sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, pt: 0.5 }}>
              {card.tags.map((tag) => (
                <Chip key={tag} size="small" variant="outlined" label={tag} />
              ))}
            </Box>
          )}
        </Fact>
        {card.note !== '' && (
          <Fact name={t('card.note')}>
            <Box
              component="span"
              dir="auto"
              sx={(theme) => ({
                display: 'block',
                whiteSpace: 'pre-wrap',
                p: 1,
                borderRadius: 1,
                backgroundColor: theme.colors.note.fill,
                color: theme.colors.note.text,
                border: `1px solid ${theme.colors.note.line}`,
              })}
            >
              {card.note}
            </Box>
          </Fact>
        )}
        <Fact name={t('card.heardAt')}>
          {card.lastHeardAt === null ? t('neverHeard') : format.dateTime(card.lastHeardAt)}
        </Fact>
        <Fact name={t('card.createdAt')}>{format.dateTime(card.createdAt)}</Fact>
      </Box>
    </Part>
  )
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <Box>
      <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.85rem' }}>
        {props.name}
      </Box>
      <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        {props.children}
      </Box>
    </Box>
  )
}
