import ArrowBack from '@mui/icons-material/ArrowBack'
import { Box, Button } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { PageHeader } from '../../../ui/page-header.tsx'
import { listPath } from '../paths.ts'
import { ChooseList } from './choose-list.tsx'
import { Columns } from './columns.tsx'
import { Outcome } from './outcome.tsx'
import type { SentList } from './use-list.ts'

/** A list of people on its way in: chosen, its columns named, every row judged, and only then written. */
export function ImportPage() {
  const { t } = useTranslation('citizens')
  const [list, setList] = useState<SentList | null>(null)
  const [checked, setChecked] = useState(false)
  const again = () => {
    setList(null)
    setChecked(false)
  }
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: '60rem', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box>
        <Button component={RouteLink} href={listPath} startIcon={<ArrowBack />} sx={{ ml: -1.5, mb: 1 }}>
          {t('import.back')}
        </Button>
      </Box>
      <PageHeader title={t('import.title')} text={t('import.text')} />
      {list === null && <ChooseList onSent={setList} />}
      {list !== null && !checked && <Columns list={list} onChecking={() => setChecked(true)} onLeave={again} />}
      {list !== null && checked && <Outcome id={list.id} onAgain={again} />}
    </Box>
  )
}
