import { Box, Link } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { CitizenCard } from '../../../../contract/citizens.ts'
import { useTown } from '../../../ui/town-clock.ts'
import { Part } from './part.tsx'

/** What somebody has with the town hall, and a way to each conversation. */
export function Matters({ card }: { card: CitizenCard }) {
  const { t } = useTranslation('citizens')
  const { format } = useTown()
  const counted = (key: keyof CitizenCard['counts']) => {
    const count = card.counts[key]
    return t(`card.${key}`, { count, number: format.number(count) })
  }
  return (
    <Part title={t('card.with')}>
      <Box>{[counted('conversations'), counted('reports'), counted('appointments')].join(' · ')}</Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
        {card.conversations.map(({ id, line, lastAt }) => (
          <li key={id}>
            <Link
              component={RouteLink}
              href={`/inbox/all/${encodeURIComponent(id)}`}
              sx={{ display: 'inline-block', minHeight: 24 }}
            >
              {t('card.openConversation', { line, when: format.dateTime(lastAt) })}
            </Link>
          </li>
        ))}
      </Box>
    </Part>
  )
}
