import { TableCell, TableRow, Tooltip, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { ReviewedPerson } from '../../../../contract/security.ts'
import { useFormat } from '../../../i18n/format.ts'
import { ListTable } from '../../../ui/list-table.tsx'

/** One line per account: what it may do, since when, and when it was last used. */
export function RightsTable({ people }: { people: readonly ReviewedPerson[] }) {
  const { t } = useTranslation('security')
  return (
    <ListTable
      label={t('review.people')}
      columns={[t('review.person'), t('review.role'), t('review.lastAccess'), t('review.factor'), t('review.state')]}
      small
    >
      {people.map((person) => (
        <PersonRow key={person.id} person={person} />
      ))}
    </ListTable>
  )
}

function PersonRow({ person }: { person: ReviewedPerson }) {
  const { t } = useTranslation('security')
  const { t: common } = useTranslation()
  const format = useFormat()
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        <strong>{person.name}</strong>
        <Typography variant="body2" color="textSecondary">
          {person.username}
        </Typography>
      </TableCell>
      <TableCell>
        <Tooltip title={person.permissions.join(', ')}>
          <span>{common(`roles.${person.role}`)}</span>
        </Tooltip>
        <Typography variant="body2" color="textSecondary">
          {t('review.since', { when: format.dateTime(person.roleSince) })} ·{' '}
          {t('review.permissions', { count: person.permissions.length })}
        </Typography>
      </TableCell>
      <TableCell>{person.lastAccessAt === null ? t('review.neverIn') : format.dateTime(person.lastAccessAt)}</TableCell>
      <TableCell>{person.secondFactorSince === null ? t('review.noFactor') : t('review.hasFactor')}</TableCell>
      <TableCell>
        <PersonState person={person} />
      </TableCell>
    </TableRow>
  )
}

function PersonState({ person }: { person: ReviewedPerson }) {
  const { t } = useTranslation('security')
  const format = useFormat()
  if (person.disabledAt !== null) return t('review.disabled', { when: format.dateTime(person.disabledAt) })
  if (person.lockedAt !== null) return t('review.locked', { when: format.dateTime(person.lockedAt) })
  return person.dutiesReadAt === null ? t('review.activeNoDuties') : t('review.active')
}
