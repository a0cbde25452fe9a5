import { Box, Button, Link, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink, useLocation } from 'wouter'
import type { Broadcast } from '../../../contract/broadcasts.ts'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { AudienceFields } from './audience-fields.tsx'
import { useBroadcast, useCheck, useForecast, useKeep, useOptions, useSettled } from './broadcast-data.ts'
import { FaultList } from './fault-list.tsx'
import { ForecastPanel, PerDay } from './forecast-panel.tsx'
import { PhoneBubble } from './phone-bubble.tsx'
import {
  broadcastPath,
  type Change,
  contentOf,
  emptyForm,
  type Form,
  type FormFault,
  filledWith,
  formFaults,
  formOf,
} from './rules.ts'
import { TextFields } from './text-fields.tsx'
import { WhenFields } from './when-fields.tsx'

/** A broadcast that nobody has written yet. */
export function NewBroadcast() {
  const options = useOptions()
  const { name } = useTown()
  if (!options.data || name === '') return <Loading error={options.error} />
  return <Composer initial={emptyForm(options.data.townLanguage, name)} broadcast={null} />
}

export function EditBroadcast({ id }: { id: string }) {
  const broadcast = useBroadcast(id)
  const { timeZone, name } = useTown()
  if (!broadcast.data || name === '') return <Loading error={broadcast.error} />
  return <Composer initial={formOf(broadcast.data, timeZone)} broadcast={broadcast.data} />
}

const Loading = ({ error }: { error: unknown }) => (error ? <ErrorNotice error={error} /> : <SkeletonRows />)

/** What it says, to whom and when; beside it whom it reaches, and how a person would read it, before it is saved. */
function Composer(props: { initial: Form; broadcast: Broadcast | null }) {
  const { broadcast } = props
  const { t } = useTranslation('broadcasts')
  const town = useTown()
  const [form, setForm] = useState(props.initial)
  const [faults, setFaults] = useState<readonly FormFault[]>([])
  const change: Change = (part) => setForm((before) => ({ ...before, ...part }))
  const save = useSave(broadcast)
  const submit = () => {
    const found = formFaults(form, town.name)
    setFaults(found)
    if (found.length === 0) save.mutate(contentOf(form, town.timeZone, town.name))
  }
  return (
    <>
      <Link component={RouteLink} href={broadcast ? broadcastPath(broadcast.id) : '/broadcasts'}>
        {t('detail.back')}
      </Link>
      <PageHeader title={t(broadcast ? 'compose.editTitle' : 'compose.title')} />
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(0, 2fr)' },
          gridTemplateRows: { md: 'auto 1fr' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 3, alignContent: 'start' }}>
          <AudienceFields form={form} change={change} faults={faults} />
          <TextFields form={form} change={change} faults={faults} />
          <WhenFields form={form} change={change} faults={faults} />
        </Box>
        <Beside form={form} {...(broadcast && { id: broadcast.id })} />
        <Box sx={{ display: 'grid', gap: 2, alignContent: 'start', justifyItems: 'start' }}>
          <ErrorNotice error={save.error} />
          <Button type="submit" variant="contained" size="large" loading={save.isPending}>
            {t('compose.save')}
          </Button>
        </Box>
      </Box>
    </>
  )
}

function useSave(broadcast: Broadcast | null) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const keep = useKeep()
  const toasts = useToasts()
  const [, go] = useLocation()
  return useMutation({
    mutationFn: (content: ReturnType<typeof contentOf>) =>
      broadcast
        ? client.broadcasts.save({ ...content, id: broadcast.id, revision: broadcast.revision })
        : client.broadcasts.create(content),
    onSuccess: (saved) => {
      toasts.show({ text: t('compose.saved') })
      void keep(saved)
      go(broadcastPath(saved.id))
    },
  })
}

function Beside({ form, ...of }: { form: Form; id?: string }) {
  const { t } = useTranslation('broadcasts')
  const town = useTown()
  const { purpose, audience, variants, scheduleAt, emergency, confirmed } = useSettled(
    contentOf(form, town.timeZone, town.name),
  )
  const forecast = useForecast({ ...of, purpose, audience, variants, scheduleAt, emergency })
  const check = useCheck({ variants, confirmed })
  const first = check.data?.shown[0]
  const sample = { ...sampleOf(t), ayuntamiento: town.name }
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignContent: 'start',
        alignSelf: 'start',
        gridRow: { md: 'span 2' },
        gridColumn: { md: 2 },
        position: { md: 'sticky' },
        top: 16,
      }}
    >
      <ErrorNotice error={forecast.error} />
      {forecast.data && <ForecastPanel forecast={forecast.data} />}
      {forecast.data && <PerDay plan={forecast.data.plan} />}
      {first && variants[0] ? (
        <PhoneBubble text={filledWith(first.text, sample)} lang={variants[0].lang} caption={t('compose.preview')} />
      ) : (
        <Typography color="textSecondary">{t('compose.empty')}</Typography>
      )}
      {check.data && check.data.faults.length > 0 && <FaultList faults={check.data.faults} />}
    </Box>
  )
}

const sampleOf = (t: ReturnType<typeof useTranslation<'broadcasts'>>['t']) => ({
  nombre: t('compose.sample.nombre'),
  barrio: t('compose.sample.barrio'),
})
