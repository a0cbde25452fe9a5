import { Box } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { CitizenCard } from '../../../../contract/citizens.ts'
import { useTown } from '../../../ui/town-clock.ts'
import { consentState } from '../rules.ts'
import { Part } from './part.tsx'

/** What the person said to each purpose they were asked about. */
export function Consents({ card }: { card: CitizenCard }) {
  const { t } = useTranslation('citizens')
  const { format } = useTown()
  return (
    <Part title={t('card.consents')}>
      {card.consents.length === 0 ? (
        <Box sx={{ color: 'text.secondary' }}>{t('card.noConsents')}</Box>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}>
          {card.consents.map(({ purpose, name, state, since }) => (
            <li key={purpose}>
              {t('card.consent', {
                name,
                state: t(`card.states.${consentState(state)}`),
                when: format.dateTime(since),
              })}
            </li>
          ))}
        </Box>
      )}
    </Part>
  )
}
