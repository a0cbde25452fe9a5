import { Box, Button, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenConsents as Consents } from '../../contract/consents.ts'
import { useMay, useStation } from '../client/react.tsx'
import { JoinByForm } from './join-by-form.tsx'
import { useTown } from './town-clock.ts'
import { NumberOfAnother, WithdrawConsents } from './withdraw-consents.tsx'

type Open = 'join' | 'withdraw' | 'number' | null

/** What a citizen agreed to, what stands against writing to them, and what an operator notes for them. */
export function CitizenConsents({ citizenId }: { citizenId: string }) {
  const { t } = useTranslation('notices')
  const { api } = useStation()
  const mayRead = useMay('consents.read')
  const mayWrite = useMay('consents.write')
  const title = useId()
  const [open, setOpen] = useState<Open>(null)
  const consents = useQuery(api.consents.of.queryOptions({ input: { citizenId }, enabled: mayRead }))
  if (!consents.data) return null
  const close = () => setOpen(null)
  return (
    <Box component="section" aria-labelledby={title} sx={{ m: 2, mb: 0, display: 'grid', gap: 0.75 }}>
      <Typography id={title} variant="h3" sx={{ fontSize: '0.9rem' }}>
        {t('citizen.title')}
      </Typography>
      <Said consents={consents.data} />
      {mayWrite && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, ml: -0.75 }}>
          <Button size="small" onClick={() => setOpen('withdraw')}>
            {t('citizen.withdraw')}
          </Button>
          <Button size="small" onClick={() => setOpen('join')}>
            {t('citizen.join')}
          </Button>
          <Button size="small" onClick={() => setOpen('number')}>
            {t('citizen.wrongNumber')}
          </Button>
        </Box>
      )}
      {open === 'join' && <JoinByForm citizenId={citizenId} onClose={close} />}
      <WithdrawConsents citizenId={citizenId} open={open === 'withdraw'} onClose={close} />
      <NumberOfAnother citizenId={citizenId} open={open === 'number'} onClose={close} />
    </Box>
  )
}

function Said({ consents: { purposes, limits } }: { consents: Consents }) {
  const { t } = useTranslation('notices')
  const { format } = useTown()
  const said = purposes.filter(({ state }) => state !== 'none')
  const { blockedAt, optedOutAt, suppressed, heldAt, pausedUntil } = limits
  const against = [
    ...(blockedAt === null ? [] : [t('citizen.limits.blocked')]),
    ...(optedOutAt === null && !suppressed ? [] : [t('citizen.limits.opted_out')]),
    ...(heldAt === null ? [] : [t('citizen.limits.held')]),
    ...(pausedUntil === null ? [] : [t('citizen.limits.paused', { when: format.dateTime(pausedUntil) })]),
  ]
  return (
    <>
      {against.map((text) => (
        <Typography key={text} variant="body2" sx={{ fontWeight: 700 }}>
          {text}
        </Typography>
      ))}
      {said.length === 0 && <Typography variant="body2">{t('citizen.none')}</Typography>}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {said.map(({ id, name, state }) => (
          <Typography key={id} component="li" variant="body2">
            {name}: {t(`citizen.states.${state}`)}
          </Typography>
        ))}
      </Box>
    </>
  )
}
