import OpenInNew from '@mui/icons-material/OpenInNew'
import PlaceOutlined from '@mui/icons-material/PlaceOutlined'
import { Box, Link } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../../contract/inbox.ts'
import { useFormat } from '../../../i18n/format.ts'
import { mapHref } from '../../../ui/map-link.ts'

/** A shared location. No map is drawn: that would tell a third party where citizens are before anybody asked. */
export function Place(props: { place: NonNullable<Message['location']> }) {
  const { latitude, longitude, label } = props.place
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const degrees = (value: number) => `${format.number(Math.round(value * 1e5) / 1e5)}°`
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'start' }}>
      <PlaceOutlined aria-hidden />
      <Box sx={{ display: 'grid' }}>
        <Box dir="auto" sx={{ fontWeight: 700, unicodeBidi: 'isolate', overflowWrap: 'anywhere' }}>
          {label || t('place.title')}
        </Box>
        <span>{t('place.coordinates', { latitude: degrees(latitude), longitude: degrees(longitude) })}</span>
        <Link
          href={mapHref(latitude, longitude)}
          target="_blank"
          rel="noopener noreferrer"
          color="inherit"
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, minHeight: 24 }}
        >
          {t('place.map')}
          <OpenInNew sx={{ fontSize: '1rem' }} aria-hidden />
        </Link>
      </Box>
    </Box>
  )
}
