import Smartphone from '@mui/icons-material/SmartphoneOutlined'
import { Box, Paper, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { ChoosePerson, type Person } from './choose-person.tsx'
import { PhoneScreen } from './phone-screen.tsx'

/** Practice only: be any citizen, and see what that phone shows. */
export function PhonePage() {
  const { t } = useTranslation('phone')
  const { api } = useStation()
  const citizens = useQuery(api.practice.citizens.queryOptions())
  const [person, setPerson] = useState<Person | null>(null)
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: '64rem', minHeight: '100%', display: 'flex', flexDirection: 'column' }}>
      <PageHeader title={t('title')} text={t('text')} />
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { md: 'minmax(16rem, 22rem) minmax(20rem, 26rem)' },
          alignItems: 'start',
        }}
      >
        <Paper component="section" variant="outlined" aria-label={t('who')} sx={{ p: 2, display: 'grid', gap: 2 }}>
          {citizens.isPending && <SkeletonRows rows={4} />}
          <ErrorNotice error={citizens.error} retry={() => void citizens.refetch()} />
          {citizens.data && <ChoosePerson citizens={citizens.data} person={person} choose={setPerson} />}
        </Paper>
        <Paper
          component="section"
          variant="outlined"
          aria-label={person === null ? t('title') : t('phoneOf', { name: person.name })}
          sx={(theme) => ({
            borderRadius: 4,
            borderWidth: 3,
            borderColor: theme.colors.edge,
            overflow: 'hidden',
            height: { xs: 440, md: 'min(40rem, calc(100dvh - 240px))' },
            minHeight: 360,
            display: 'grid',
          })}
        >
          {person === null ? (
            <EmptyState icon={<Smartphone />} title={t('nobody')} text={t('nobodyText')} />
          ) : (
            <PhoneScreen key={person.phone} person={person} />
          )}
        </Paper>
      </Box>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
        {t('safe')}
      </Typography>
    </Box>
  )
}
