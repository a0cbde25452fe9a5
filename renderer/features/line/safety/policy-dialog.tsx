import { Box, TextField, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LineNumber, LineSettings } from '../../../../contract/line-safety.ts'
import { problemData } from '../../../client/problems.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { numberIn } from './rules.ts'
import { SpeakingHours } from './speaking-hours.tsx'
import { SummerHours } from './summer-hours.tsx'

const groups: readonly { readonly name: 'pace' | 'citizen'; readonly fields: readonly LineNumber[] }[] = [
  { name: 'pace', fields: ['perMinute', 'perHour', 'perDay', 'gapFrom', 'gapTo', 'reserve'] },
  {
    name: 'citizen',
    fields: ['citizenPerDay', 'citizenPerWeek', 'citizenPerMonth', 'urgentPerDay', 'silentAfter'],
  },
]

/** What the town sets of its line; each number says how far it may go. */
export function PolicyDialog(props: { mayControl: boolean; onClose: () => void }) {
  const { t } = useTranslation('line')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const found = useQuery(api.lines.policy.queryOptions())
  const [changed, setChanged] = useState<Partial<LineSettings>>({})
  const save = useMutation({
    mutationFn: (settings: LineSettings) => client.lines.savePolicy(settings),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.lines.key() })
      toasts.show({ text: t('safety.policy.saved') })
      props.onClose()
    },
  })
  const policy = found.data
  const wrong = new Set(problemData(save.error, 'BAD_INPUT')?.fields)
  const settings = policy && { ...policy.settings, ...changed }
  return (
    <FormDialog
      title={t('safety.policy.title')}
      submit={t('safety.policy.save')}
      busy={save.isPending}
      error={found.error ?? save.error}
      onSubmit={() => {
        if (settings && props.mayControl) save.mutate(settings)
      }}
      onClose={props.onClose}
    >
      <Typography variant="body2">{t(props.mayControl ? 'safety.policy.text' : 'safety.policy.readOnly')}</Typography>
      {!policy && <SkeletonRows rows={6} />}
      {policy &&
        settings &&
        groups.map(({ name, fields }) => (
          <Box key={name} component="fieldset" sx={{ border: 0, p: 0, m: 0, display: 'grid', gap: 2 }}>
            <Typography component="legend" variant="h3" sx={{ mb: 1.5 }}>
              {t(`safety.policy.groups.${name}`)}
            </Typography>
            {fields.map((field) => (
              <TextField
                key={field}
                type="number"
                size="small"
                disabled={!props.mayControl}
                label={t(`safety.policy.fields.${field}`)}
                helperText={t('safety.policy.limits', { ...policy.limits[field], usual: policy.defaults[field] })}
                error={wrong.has(field)}
                value={Number.isNaN(settings[field]) ? '' : settings[field]}
                onChange={({ target }) => setChanged({ ...changed, [field]: numberIn(target.value) })}
                slotProps={{ htmlInput: { min: policy.limits[field].least, max: policy.limits[field].most } }}
              />
            ))}
          </Box>
        ))}
      {policy && settings && (
        <SpeakingHours
          title={t('safety.policy.groups.hours')}
          hours={settings.hours}
          never={policy.never}
          wrong={wrong.has('hours')}
          change={props.mayControl ? (hours) => setChanged({ ...changed, hours: [...hours] }) : null}
        />
      )}
      {policy && settings && (
        <SummerHours
          summer={settings.summer}
          usual={policy.usualSummer}
          never={policy.never}
          wrong={wrong}
          change={props.mayControl ? (summer) => setChanged({ ...changed, summer }) : null}
        />
      )}
    </FormDialog>
  )
}
