import Add from '@mui/icons-material/Add'
import Edit from '@mui/icons-material/EditOutlined'
import { Alert, Box, Button, IconButton, Paper, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppointmentService } from '../../../contract/appointments.ts'
import { useMay } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { useServices } from './agenda-data.ts'
import { ServiceDialog } from './service-dialog.tsx'

/** What appointments are for. */
export function ServicesTab() {
  const { t } = useTranslation('agenda')
  const mayWrite = useMay('settings.write')
  const services = useServices()
  const [editing, edit] = useState<AppointmentService | 'new' | null>(null)
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: '56rem', gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography color="textSecondary">{t('services.text')}</Typography>
      {mayWrite ? (
        <Button variant="contained" startIcon={<Add />} onClick={() => edit('new')} sx={{ justifySelf: 'start' }}>
          {t('services.new')}
        </Button>
      ) : (
        <Alert severity="info">{t('none.textReader')}</Alert>
      )}
      {services.isPending && <SkeletonRows />}
      <ErrorNotice error={services.error} retry={() => void services.refetch()} />
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {services.data?.map((service) => (
          <ServiceItem key={service.id} service={service} onEdit={mayWrite ? () => edit(service) : null} />
        ))}
      </Box>
      {editing !== null && <ServiceDialog service={editing === 'new' ? null : editing} onClose={() => edit(null)} />}
    </Box>
  )
}

function ServiceItem({ service, onEdit }: { service: AppointmentService; onEdit: (() => void) | null }) {
  const { t } = useTranslation('agenda')
  const hours = service.weekly.map(({ weekday, from, to }) => `${t(`weekdays.${weekday as 1}`)} ${from}–${to}`)
  return (
    <Paper component="li" variant="outlined" sx={{ p: 2, display: 'grid', gridTemplateColumns: '1fr auto', gap: 1 }}>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="h3" component="h2">
          {service.name}
        </Typography>
        <Typography variant="body2">
          {[
            service.department,
            t('services.minutes', { count: service.minutes }),
            t('services.ahead', { count: service.daysAhead }),
            t(service.active ? 'services.active' : 'services.inactive'),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {hours.join(', ')}
        </Typography>
      </Box>
      {onEdit !== null && (
        <IconButton aria-label={t('services.edit', { name: service.name })} onClick={onEdit}>
          <Edit />
        </IconButton>
      )}
    </Paper>
  )
}
