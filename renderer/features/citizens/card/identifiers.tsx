import Add from '@mui/icons-material/Add'
import Group from '@mui/icons-material/GroupOutlined'
import MoreVert from '@mui/icons-material/MoreVert'
import { Box, Button, IconButton, Menu, MenuItem } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenCard, Identifier } from '../../../../contract/citizens.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { phoneText } from '../../../ui/phone-text.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { Part } from './part.tsx'
import { PhoneDialog } from './phone-dialog.tsx'

const valueText = ({ kind, value }: Identifier) => (kind === 'phone' ? phoneText(value) : value)

/** Shows a card as an act left it, before the change feed says so. */
export function useKeepCard() {
  const { api } = useStation()
  const queries = useQueryClient()
  return (card: CitizenCard) => {
    queries.setQueryData(api.citizens.get.queryKey({ input: { id: card.id } }), card)
    return queries.invalidateQueries({ queryKey: api.citizens.list.key() })
  }
}

/** What somebody writes from and wrote from, and since when. */
export function Identifiers({ card }: { card: CitizenCard }) {
  const { t } = useTranslation('citizens')
  const mayWrite = useMay('citizens.write')
  const [adding, add] = useState(false)
  return (
    <Part title={t('card.identifiers')}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.25 }}>
        {card.identifiers.map((identifier) => (
          <One key={identifier.id} citizenId={card.id} identifier={identifier} mayWrite={mayWrite} />
        ))}
      </Box>
      {mayWrite && (
        <Box>
          <Button startIcon={<Add />} onClick={() => add(true)} sx={{ ml: -1 }}>
            {t('card.addPhone')}
          </Button>
        </Box>
      )}
      {adding && <PhoneDialog id={card.id} onClose={() => add(false)} />}
    </Part>
  )
}

function One(props: { citizenId: string; identifier: Identifier; mayWrite: boolean }) {
  const { t } = useTranslation('citizens')
  const { format } = useTown()
  const { identifier } = props
  const ended = identifier.until !== null
  const when = { from: format.dateTime(identifier.since), to: format.dateTime(identifier.until ?? 0) }
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'start', gap: 1 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ color: 'text.secondary', fontSize: '0.85rem' }}>{t(`card.kinds.${identifier.kind}`)}</Box>
        <Box sx={{ fontWeight: 700, overflowWrap: 'anywhere', textDecoration: ended ? 'line-through' : 'none' }}>
          {valueText(identifier)}
        </Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.85rem' }}>
          {ended ? t('card.until', when) : t('card.since', when)}
        </Box>
        {identifier.shared && (
          <StatusWord icon={<Group />} tone="warn">
            {t('card.shared')}
          </StatusWord>
        )}
      </Box>
      {props.mayWrite && !ended && <IdentifierMenu citizenId={props.citizenId} identifier={identifier} />}
    </Box>
  )
}

function IdentifierMenu({ citizenId, identifier }: { citizenId: string; identifier: Identifier }) {
  const { t } = useTranslation('citizens')
  const { client } = useStation()
  const keep = useKeepCard()
  const toasts = useToasts()
  const [at, open] = useState<HTMLElement | null>(null)
  const [detaching, ask] = useState(false)
  const on = { id: citizenId, identifierId: identifier.id }
  const share = useMutation({
    mutationFn: () => client.citizens.share({ ...on, shared: !identifier.shared }),
    onSuccess: (card) => void keep(card),
  })
  const detach = useMutation({
    mutationFn: () => client.citizens.detach(on),
    onSuccess: (card) => {
      toasts.show({ text: t('detach.done') })
      ask(false)
      void keep(card)
    },
  })
  const value = valueText(identifier)
  return (
    <>
      <IconButton
        aria-label={t('card.menu', { value })}
        aria-haspopup="menu"
        onClick={(event) => open(event.currentTarget)}
      >
        <MoreVert fontSize="small" />
      </IconButton>
      <Menu anchorEl={at} open={at !== null} onClose={() => open(null)}>
        {identifier.kind === 'phone' && (
          <MenuItem
            onClick={() => {
              open(null)
              share.mutate()
            }}
          >
            {identifier.shared ? t('card.unshare') : t('card.share')}
          </MenuItem>
        )}
        <MenuItem
          onClick={() => {
            open(null)
            ask(true)
          }}
        >
          {t('card.detach')}
        </MenuItem>
      </Menu>
      <ErrorNotice error={share.error} />
      <ConfirmDialog
        open={detaching}
        title={t('detach.title', { value })}
        text={t('detach.text')}
        confirm={t('detach.confirm')}
        danger
        busy={detach.isPending}
        error={detach.error}
        onConfirm={() => detach.mutate()}
        onClose={() => ask(false)}
      />
    </>
  )
}
