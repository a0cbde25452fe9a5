import { Alert, Box, Checkbox, FormControlLabel, FormLabel, Radio, RadioGroup, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticeSummary } from '../../../../contract/notices.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { NoticeChanges } from './notice-changes.tsx'
import { useAct, usePurposes, useVersions } from './notices-data.ts'

type Kind = 'minor' | 'material'

/** What changes, what kind of change it is, and whom it makes be asked again. */
export function PublishDialog({ notice, onClose }: { notice: NoticeSummary; onClose: () => void }) {
  const { t } = useTranslation('notices')
  const { api, client } = useStation()
  const toasts = useToasts()
  const [kind, setKind] = useState<Kind>('minor')
  const [chosen, choose] = useState<readonly string[]>([])
  const [wrong, setWrong] = useState(false)
  const { version } = notice
  const diff = useQuery(api.notices.diff.queryOptions({ input: { version } }))
  const isFirst = !(useVersions().data ?? []).some(({ state }) => state === 'current')
  const publish = useAct(
    () => client.notices.publish({ version, kind, purposes: kind === 'material' ? [...chosen] : [] }),
    () => {
      toasts.show({ text: t('publish.done') })
      onClose()
    },
  )
  const submit = () => {
    const nothing = !isFirst && kind === 'material' && chosen.length === 0
    setWrong(nothing)
    if (!nothing) publish.mutate(undefined)
  }
  return (
    <FormDialog
      title={t('publish.title', { version })}
      submit={t('publish.confirm')}
      busy={publish.isPending}
      error={publish.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {!notice.approved.includes('es') && <Alert severity="warning">{t('publish.needsSpanish')}</Alert>}
      {!isFirst && diff.data && <NoticeChanges diff={diff.data} />}
      {!isFirst && <KindChoice kind={kind} onChoose={setKind} />}
      {!isFirst && kind === 'material' && <Affected chosen={chosen} choose={choose} wrong={wrong} />}
    </FormDialog>
  )
}

function KindChoice({ kind, onChoose }: { kind: Kind; onChoose: (kind: Kind) => void }) {
  const { t } = useTranslation('notices')
  const label = useId()
  return (
    <Box>
      <FormLabel id={label}>{t('publish.kind')}</FormLabel>
      <RadioGroup aria-labelledby={label} value={kind} onChange={(_, value) => onChoose(value as Kind)}>
        {(['minor', 'material'] as const).map((each) => (
          <FormControlLabel key={each} value={each} control={<Radio />} label={t(`publish.${each}`)} />
        ))}
      </RadioGroup>
    </Box>
  )
}

type AffectedProps = {
  readonly chosen: readonly string[]
  readonly choose: (ids: readonly string[]) => void
  readonly wrong: boolean
}

function Affected({ chosen, choose, wrong }: AffectedProps) {
  const { t, i18n } = useTranslation('notices')
  const purposes = usePurposes()
  const label = useId()
  const language = i18n.language === 'en' ? 'en' : 'es'
  return (
    <Box role="group" aria-labelledby={label}>
      <FormLabel id={label} error={wrong}>
        {t('publish.purposes')}
      </FormLabel>
      {wrong && (
        <Typography variant="body2" color="error">
          {t('publish.purposesError')}
        </Typography>
      )}
      {purposes.data?.map(({ id, texts }) => (
        <FormControlLabel
          key={id}
          sx={{ display: 'flex' }}
          label={texts[language]?.name ?? texts.es?.name ?? id}
          control={
            <Checkbox
              checked={chosen.includes(id)}
              onChange={(event) =>
                choose(event.target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
              }
            />
          }
        />
      ))}
    </Box>
  )
}
