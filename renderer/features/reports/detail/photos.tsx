import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Report } from '../../../../contract/reports.ts'
import { OpenablePhoto } from '../photo.tsx'

/** The citizen's pictures of it. */
export function Photos({ report }: { report: Report }) {
  const { t } = useTranslation('reports')
  if (report.photos.length === 0) return null
  return (
    <Box component="section" aria-labelledby="photos">
      <Typography id="photos" variant="h2" sx={{ mb: 1 }}>
        {t('detail.photos')}
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {report.photos.map(({ id, state }, index) => (
          <Box component="li" key={id}>
            {state === 'stored' && (
              <OpenablePhoto id={id} title={t('detail.photo', { n: index + 1, number: report.number })} />
            )}
            {state === 'pending' && <Typography color="textSecondary">{t('detail.photoPending')}</Typography>}
            {state === 'failed' && <Typography color="textSecondary">{t('detail.photoFailed')}</Typography>}
          </Box>
        ))}
      </Box>
    </Box>
  )
}
