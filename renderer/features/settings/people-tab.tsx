import Block from '@mui/icons-material/BlockOutlined'
import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import Lock from '@mui/icons-material/LockOutlined'
import Add from '@mui/icons-material/PersonAddOutlined'
import { Box, Button, TableCell, TableRow, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operator } from '../../../contract/operators.ts'
import { useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ListTable } from '../../ui/list-table.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { CreatePerson } from './create-person.tsx'
import { PersonActions } from './person-actions.tsx'

/** Accounts: who they are, what they may do, and whether they can enter. */
export function PeopleTab() {
  const { t } = useTranslation('settings')
  const { api } = useStation()
  const people = useQuery(api.operators.list.queryOptions())
  const [creating, setCreating] = useState(false)
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography color="textSecondary">{t('people.text')}</Typography>
      <Button variant="contained" startIcon={<Add />} onClick={() => setCreating(true)} sx={{ justifySelf: 'start' }}>
        {t('people.new')}
      </Button>
      {people.isPending && <SkeletonRows />}
      <ErrorNotice error={people.error} retry={() => void people.refetch()} />
      {people.data && (
        <ListTable
          label={t('tabs.people')}
          columns={[t('people.name'), t('people.role'), t('people.state'), t('people.lastAccess'), t('people.actions')]}
        >
          {people.data.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </ListTable>
      )}
      {creating && <CreatePerson onClose={() => setCreating(false)} />}
    </Box>
  )
}

function PersonRow({ person }: { person: Operator }) {
  const { t } = useTranslation('settings')
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
      <TableCell>{common(`roles.${person.role}`)}</TableCell>
      <TableCell>
        <PersonState person={person} />
      </TableCell>
      <TableCell>{person.lastAccessAt === null ? t('people.never') : format.dateTime(person.lastAccessAt)}</TableCell>
      <TableCell>
        <PersonActions person={person} />
      </TableCell>
    </TableRow>
  )
}

function PersonState({ person }: { person: Operator }) {
  const { t } = useTranslation('settings')
  if (person.disabledAt !== null) {
    return <StatusWord icon={<Block aria-hidden />}>{t('people.states.disabled')}</StatusWord>
  }
  if (person.lockedAt !== null) {
    return (
      <StatusWord icon={<Lock aria-hidden />} tone="bad">
        {t('people.states.locked')}
      </StatusWord>
    )
  }
  return (
    <StatusWord icon={<CheckCircle aria-hidden />} tone="good">
      {t('people.states.active')}
    </StatusWord>
  )
}
