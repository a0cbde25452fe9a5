import { Alert, AlertTitle, Box, Button, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'

/** Before a phone is linked: does the browser of the station's computer start? If not, what to do about it. */
export function BrowserCheck() {
  const { t } = useTranslation('line')
  const { api } = useStation()
  const check = useQuery(api.lines.checkBrowser.queryOptions({ staleTime: Number.POSITIVE_INFINITY, retry: false }))
  const found = check.data
  return (
    <Box component="section" aria-label={t('link.browser.title')} sx={{ display: 'grid', gap: 1.5 }}>
      <Typography variant="h3">{t('link.browser.title')}</Typography>
      {check.isFetching && <Typography role="status">{t('link.browser.checking')}</Typography>}
      {!check.isFetching && found?.ok && (
        <Typography role="status">
          {t('link.browser.fine', { name: t(`link.browser.names.${found.name}`), version: found.version })}
        </Typography>
      )}
      {!check.isFetching && found && !found.ok && (
        <Alert severity="error" variant="outlined">
          <AlertTitle>{t(`link.halts.${found.code}.title`)}</AlertTitle>
          {t(`link.halts.${found.code}.todo`)}
          {found.detail && (
            <Typography variant="body2" sx={{ mt: 1, overflowWrap: 'anywhere' }}>
              {t('link.halt.detail', { detail: found.detail })}
            </Typography>
          )}
        </Alert>
      )}
      <ErrorNotice error={check.error} />
      {!check.isFetching && !found?.ok && (
        <Button variant="outlined" onClick={() => void check.refetch()} sx={{ justifySelf: 'start' }}>
          {t('link.browser.again')}
        </Button>
      )}
    </Box>
  )
}
