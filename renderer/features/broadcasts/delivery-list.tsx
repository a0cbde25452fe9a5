import { Box, Button, Link, MenuItem, TableCell, TableRow, TextField, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { DeliveryState } from '../../../contract/broadcast.ts'
import type { Broadcast, Delivery } from '../../../contract/broadcasts.ts'
import { languageNames } from '../../i18n/languages.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ListTable } from '../../ui/list-table.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { useDeliveries } from './broadcast-data.ts'
import { useReason } from './reason-text.ts'
import { shownStates } from './rules.ts'
import { DeliveryStateWord } from './state-word.tsx'

const columns = ['name', 'language', 'outcome', 'reason', 'when', 'entry'] as const

/** What became of each person, with the reason in plain words. */
export function DeliveryList({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  const [state, setState] = useState<DeliveryState | null>(null)
  const found = useDeliveries(broadcast.id, state, broadcast.state === 'running')
  const { deliveries } = found
  return (
    <Box
      component="section"
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', justifyItems: 'start' }}
    >
      <Typography variant="h3" component="h2">
        {t('deliveries.title')}
      </Typography>
      <TextField
        select
        fullWidth={false}
        label={t('deliveries.state')}
        value={state ?? 'all'}
        onChange={({ target }) => setState(shownStates.find((one) => one === target.value) ?? null)}
        sx={{ minWidth: '14rem' }}
      >
        <MenuItem value="all">{t('deliveries.all')}</MenuItem>
        {shownStates.map((one) => (
          <MenuItem key={one} value={one}>
            {t(`deliveryStates.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {state === 'excluded' && <Typography color="textSecondary">{t('deliveries.counted')}</Typography>}
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      {deliveries?.length === 0 && <Typography color="textSecondary">{t('deliveries.none')}</Typography>}
      {deliveries !== undefined && deliveries.length > 0 && <DeliveryTable deliveries={deliveries} />}
      {found.hasNextPage && (
        <Button variant="outlined" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Box>
  )
}

function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  const { t } = useTranslation('broadcasts')
  return (
    <ListTable label={t('deliveries.label')} columns={columns.map((column) => t(`deliveries.${column}`))} small>
      {deliveries.map((delivery) => (
        <DeliveryLine key={delivery.id} delivery={delivery} />
      ))}
    </ListTable>
  )
}

function DeliveryLine({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('broadcasts')
  const { format } = useTown()
  const { reason } = useReason()
  const { citizen, conversationId, releasedAt, consentSeq } = delivery
  const name = citizen.name || t('deliveries.nameless')
  return (
    <TableRow>
      <TableCell component="th" scope="row" dir="auto" sx={{ overflowWrap: 'anywhere', minWidth: 140 }}>
        {conversationId === null ? (
          name
        ) : (
          <Link component={RouteLink} href={`/inbox/all/${conversationId}`}>
            {name}
          </Link>
        )}
      </TableCell>
      <TableCell>{languageNames[delivery.lang]}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        <DeliveryStateWord state={delivery.state} />
      </TableCell>
      <TableCell>{delivery.reason !== null && reason(delivery.reason)}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{releasedAt !== null && format.dateTime(releasedAt)}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        {consentSeq !== null && t('deliveries.entryNumber', { seq: consentSeq })}
      </TableCell>
    </TableRow>
  )
}
