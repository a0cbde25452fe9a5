import Person from '@mui/icons-material/PersonOutlined'
import { Box, type Theme, useMediaQuery } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenFilters } from '../../../contract/citizens.ts'
import { useMay } from '../../client/react.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { CitizenCardPane } from './card/citizen-card.tsx'
import { ImportPage } from './import/import-page.tsx'
import { ListActions } from './list/actions.tsx'
import { CitizenList } from './list/citizen-list.tsx'
import { Filters } from './list/filters.tsx'
import { ProposalsPage } from './merge/proposals-page.tsx'

/** The citizens: the list with a card beside it, a list being imported, or records that may be of one person. */
export function CitizensPage(props: { tab: string | undefined; id: string | undefined }) {
  const mayManage = useMay('citizens.manage')
  const [filters, change] = useState<CitizenFilters>({})
  if (mayManage && props.tab === 'import') return <ImportPage />
  if (mayManage && props.tab === 'proposals') return <ProposalsPage />
  return <Everybody id={props.id ?? null} filters={filters} change={change} />
}

function Everybody(props: { id: string | null; filters: CitizenFilters; change: (filters: CitizenFilters) => void }) {
  const { t } = useTranslation('citizens')
  const { id, filters, change } = props
  const one = useMediaQuery((theme: Theme) => theme.breakpoints.down('md'), { noSsr: true })
  const low = useMediaQuery('(max-height: 560px)', { noSsr: true })
  const list = (
    <Box
      component="section"
      aria-label={t('title')}
      sx={(theme) => ({
        display: 'flex',
        flexDirection: 'column',
        minHeight: 0,
        minWidth: 0,
        flex: one ? 1 : '0 0 clamp(20rem, 36%, 27rem)',
        overflowY: low ? 'auto' : 'hidden',
        backgroundColor: theme.colors.surface,
        borderRight: one ? 'none' : `1px solid ${theme.colors.line}`,
      })}
    >
      <Box sx={{ p: 2, pb: 0, '& header': { mb: 0 } }}>
        <PageHeader title={t('title')} actions={<ListActions filters={filters} />} />
      </Box>
      <Filters filters={filters} change={change} />
      <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: low ? 320 : 0 }}>
        <CitizenList filters={filters} openId={id} />
      </Box>
    </Box>
  )
  return (
    <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
      {(!one || id === null) && list}
      {(!one || id !== null) && (
        <Box sx={{ flex: 1, minWidth: 0, overflowY: 'auto', display: 'grid', alignContent: id ? 'start' : 'center' }}>
          {id === null ? (
            <EmptyState icon={<Person />} title={t('choose.title')} text={t('choose.text')} />
          ) : (
            <CitizenCardPane key={id} id={id} alone={one} />
          )}
        </Box>
      )}
    </Box>
  )
}
