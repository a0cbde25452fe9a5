import ArrowBack from '@mui/icons-material/ArrowBack'
import Done from '@mui/icons-material/DoneAll'
import { Box, Button, Link, Paper } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { CitizenSummary } from '../../../../contract/citizens.ts'
import { useStation } from '../../../client/react.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { phoneText } from '../../../ui/phone-text.ts'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useNaming } from '../naming.ts'
import { citizenPath, listPath } from '../paths.ts'
import { MergeDialog } from './merge-dialog.tsx'

type Pair = { readonly one: CitizenSummary; readonly other: CitizenSummary }

/** Records that may be of one person: a person decides about each. */
export function ProposalsPage() {
  const { t } = useTranslation('citizens')
  const { api } = useStation()
  const naming = useNaming()
  const proposals = useQuery(api.citizens.proposals.queryOptions())
  const [merging, merge] = useState<Pair | null>(null)
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: '60rem' }}>
      <Button component={RouteLink} href={listPath} startIcon={<ArrowBack />} sx={{ ml: -1.5, mb: 1 }}>
        {t('proposals.back')}
      </Button>
      <PageHeader title={t('proposals.title')} text={t('proposals.text')} />
      {proposals.isPending && <SkeletonRows />}
      <ErrorNotice error={proposals.error} retry={() => void proposals.refetch()} />
      {proposals.data?.length === 0 && (
        <EmptyState icon={<Done />} title={t('proposals.none')} text={t('proposals.noneText')} />
      )}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2 }}>
        {proposals.data?.map(({ why, one, other }) => (
          <Paper
            key={`${one.id} ${other.id}`}
            component="li"
            variant="outlined"
            aria-label={t('proposals.pair', { one: naming(one), other: naming(other) })}
            sx={{ p: 2, display: 'grid', gap: 1 }}
          >
            <Box sx={{ color: 'text.secondary' }}>{t(`proposals.why.${why}`)}</Box>
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(14rem, 1fr))' }}>
              <Side citizen={one} />
              <Side citizen={other} />
            </Box>
            <Decide pair={{ one, other }} merge={() => merge({ one, other })} />
          </Paper>
        ))}
      </Box>
      {merging && <MergeDialog {...merging} onClose={() => merge(null)} />}
    </Box>
  )
}

function Side({ citizen }: { citizen: CitizenSummary }) {
  const naming = useNaming()
  return (
    <Box>
      <Link component={RouteLink} href={citizenPath(citizen.id)} sx={{ fontWeight: 700, overflowWrap: 'anywhere' }}>
        {naming(citizen)}
      </Link>
      <Box sx={{ color: 'text.secondary', fontSize: '0.875rem' }}>
        {[citizen.phone && phoneText(citizen.phone), citizen.neighbourhood].filter(Boolean).join(' · ')}
      </Box>
    </Box>
  )
}

function Decide({ pair, merge }: { pair: Pair; merge: () => void }) {
  const { t } = useTranslation('citizens')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const distinct = useMutation({
    mutationFn: () => client.citizens.distinct({ oneId: pair.one.id, otherId: pair.other.id }),
    onSuccess: () => {
      toasts.show({ text: t('proposals.distinctDone') })
      void queries.invalidateQueries({ queryKey: api.citizens.proposals.key() })
    },
  })
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      <Button variant="contained" onClick={merge}>
        {t('proposals.merge')}
      </Button>
      <Button variant="outlined" loading={distinct.isPending} onClick={() => distinct.mutate()}>
        {t('proposals.distinct')}
      </Button>
      <ErrorNotice error={distinct.error} />
    </Box>
  )
}
