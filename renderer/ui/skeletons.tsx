import { Box, Skeleton } from '@mui/material'
import { useTranslation } from 'react-i18next'

/** Rows on their way. */
export function SkeletonRows(props: { rows?: number; height?: number }) {
  const { t } = useTranslation()
  return (
    <Box aria-busy="true" role="status" aria-label={t('loading')} sx={{ display: 'grid', gap: 1, p: 1 }}>
      {Array.from({ length: props.rows ?? 6 }, (_, row) => `row-${row}`).map((row) => (
        <Skeleton key={row} variant="rounded" height={props.height ?? 56} />
      ))}
    </Box>
  )
}
