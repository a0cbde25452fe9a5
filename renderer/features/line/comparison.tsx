import Sync from '@mui/icons-material/Sync'
import { Box, Button, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Link } from '../../../contract/line.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useNow } from '../../ui/use-now.ts'

const shownGaps = 20

/** How the phone's list of chats and what is recorded compare: the last result, what is missing, and the button. */
export function Comparison({ link }: { link: Link }) {
  const { t } = useTranslation('line')
  const { client } = useStation()
  const mayControl = useMay('line.control')
  const compare = useMutation({ mutationFn: () => client.lines.reconcile() })
  const isUp = link.phase === 'connected' || link.phase === 'restricted'
  return (
    <Box component="section" aria-label={t('link.comparison.title')} sx={{ display: 'grid', gap: 1.5 }}>
      <Typography variant="h3">{t('link.comparison.title')}</Typography>
      <Typography role="status">
        <Result link={link} />
      </Typography>
      {link.gaps.length > 0 && <Gaps gaps={link.gaps} />}
      {mayControl && isUp && (
        <Button
          variant="outlined"
          startIcon={<Sync />}
          loading={compare.isPending || link.reconciling}
          loadingPosition="start"
          onClick={() => compare.mutate()}
          sx={{ justifySelf: 'start' }}
        >
          {t('link.comparison.go')}
        </Button>
      )}
      <ErrorNotice error={compare.error} />
    </Box>
  )
}

function Result({ link: { reconciling, reconciliation } }: { link: Link }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const now = useNow()
  if (reconciling) return t('link.comparison.underway')
  if (reconciliation === null) return t('link.comparison.never')
  const { at, by, outcome, chats, recovered } = reconciliation
  const when = format.moment(at, now) === format.time(at) ? format.time(at) : format.dateTime(at)
  const ran = t(`link.comparison.by.${by}`, { when })
  if (outcome === 'failed') return `${ran} ${t('link.comparison.failed')}`
  const looked = t('link.comparison.chats', { count: chats })
  const found = recovered === 0 ? t('link.comparison.nothing') : t('link.comparison.recovered', { count: recovered })
  return `${ran} ${looked} ${found}`
}

/** Whose history is incomplete, and for when. */
function Gaps({ gaps }: { gaps: Link['gaps'] }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography>{t('link.gapsHelp')}</Typography>
      <Box component="ul" sx={{ m: 0, pl: 3, display: 'grid', gap: 0.5 }}>
        {gaps.slice(0, shownGaps).map(({ phone, since, until }) => (
          <li key={`${phone} ${since} ${until}`}>
            {t('link.comparison.gap', {
              who: phone ?? t('link.comparison.noNumber'),
              since: format.dateTime(since),
              until: format.dateTime(until),
            })}
          </li>
        ))}
      </Box>
      {gaps.length > shownGaps && (
        <Typography>{t('link.comparison.moreGaps', { count: gaps.length - shownGaps })}</Typography>
      )}
    </Box>
  )
}
