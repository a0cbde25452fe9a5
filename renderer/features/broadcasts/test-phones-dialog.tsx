import Add from '@mui/icons-material/Add'
import Delete from '@mui/icons-material/DeleteOutlined'
import { Box, Button, IconButton, TextField, Tooltip, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mostTestPhones, type TestPhone } from '../../../contract/broadcast-tests.ts'
import { problemData } from '../../client/problems.ts'
import { useStation } from '../../client/react.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { isRefused } from '../../ui/form-field.ts'
import { phoneText } from '../../ui/phone-text.ts'
import { useToasts } from '../../ui/toasts.tsx'

/** The phones of the town on which notices are tried out. */
export function TestPhonesDialog({ onClose }: { onClose: () => void }) {
  const { api } = useStation()
  const phones = useQuery(api.broadcasts.testPhones.queryOptions({ staleTime: 0 }))
  return phones.data ? <PhonesForm phones={phones.data} onClose={onClose} /> : null
}

type Row = TestPhone & { readonly key: number }

const isEmpty = ({ name, phone }: TestPhone) => name.trim() === '' && phone.trim() === ''

const rowsOf = (phones: readonly TestPhone[]): readonly Row[] => {
  const shown = phones.length === 0 ? [{ name: '', phone: '' }] : phones
  return shown.map(({ name, phone }, key) => ({ name, phone: phoneText(phone), key }))
}

function PhonesForm(props: { phones: readonly TestPhone[]; onClose: () => void }) {
  const { t } = useTranslation('broadcasts')
  const { t: common } = useTranslation()
  const [rows, setRows] = useState(() => rowsOf(props.phones))
  const written = rows.filter((row) => !isEmpty(row))
  const save = useSavePhones(props.onClose)
  const add = () => setRows([...rows, { name: '', phone: '', key: Math.max(-1, ...rows.map(({ key }) => key)) + 1 }])
  return (
    <FormDialog
      title={t('tests.phones')}
      submit={common('save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(written.map(({ name, phone }) => ({ name, phone })))}
      onClose={props.onClose}
    >
      <Typography color="textSecondary">{t('tests.text')}</Typography>
      {rows.map((row, place) => (
        <PhoneRow
          key={row.key}
          row={row}
          number={place + 1}
          error={written.includes(row) ? faultOf(save.error, written.indexOf(row)) : null}
          change={(part) => setRows(rows.map((one) => (one === row ? { ...one, ...part } : one)))}
          remove={() => setRows(rows.filter((one) => one !== row))}
        />
      ))}
      <Box>
        <Button startIcon={<Add />} disabled={rows.length >= mostTestPhones} onClick={add}>
          {t('tests.add')}
        </Button>
      </Box>
    </FormDialog>
  )
}

function useSavePhones(onClose: () => void) {
  const { t } = useTranslation('broadcasts')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  return useMutation({
    mutationFn: (phones: TestPhone[]) => client.broadcasts.saveTestPhones({ phones }),
    onSuccess: () => {
      toasts.show({ text: t('tests.saved') })
      onClose()
      return queries.invalidateQueries({ queryKey: api.broadcasts.key() })
    },
  })
}

/** Which field of a row the station refused. */
function faultOf(error: unknown, place: number): 'name' | 'phone' | null {
  if (problemData(error, 'PHONE_INVALID')?.place === place || isRefused(error, `phones.${place}.phone`)) return 'phone'
  return isRefused(error, `phones.${place}.name`) ? 'name' : null
}

function PhoneRow(props: {
  row: Row
  number: number
  error: 'name' | 'phone' | null
  change: (part: Partial<TestPhone>) => void
  remove: () => void
}) {
  const { t } = useTranslation('broadcasts')
  const { row, number, error, change } = props
  const remove = t('tests.remove', { name: row.name || number })
  return (
    <Box
      role="group"
      aria-label={t('tests.number', { number })}
      sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) auto', alignItems: 'start' }}
    >
      <TextField
        label={t('tests.name')}
        value={row.name}
        autoFocus={number === 1}
        error={error === 'name'}
        onChange={({ target }) => change({ name: target.value })}
        slotProps={{ htmlInput: { maxLength: 60 } }}
      />
      <TextField
        label={t('tests.phone')}
        type="tel"
        value={row.phone}
        error={error === 'phone'}
        onChange={({ target }) => change({ phone: target.value })}
        slotProps={{ htmlInput: { maxLength: 40 } }}
      />
      <Tooltip title={remove}>
        <IconButton aria-label={remove} onClick={props.remove}>
          <Delete />
        </IconButton>
      </Tooltip>
    </Box>
  )
}
