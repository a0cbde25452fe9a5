import { Alert, Box, Button, TextField, Typography } from '@mui/material'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../contract/common.ts'
import type { NoticeText } from '../../../../contract/notices.ts'
import { problemData } from '../../../client/problems.ts'
import { useStation } from '../../../client/react.tsx'
import { languageNames } from '../../../i18n/languages.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { useAct } from './notices-data.ts'
import { braced, filledLength, firstLayerMost, layerFaults, namesIn } from './rules.ts'

type Props = {
  readonly version: number
  readonly language: Language
  readonly text: NoticeText | undefined
  readonly mayWrite: boolean
}

/** The two layers of one language, how long the first will be, and how a person reads it. */
export function NoticeTextForm({ version, language, text, mayWrite }: Props) {
  const { t } = useTranslation('notices')
  const { t: common } = useTranslation()
  const { client } = useStation()
  const toasts = useToasts()
  const [first, setFirst] = useState(text?.firstLayer ?? '')
  const [second, setSecond] = useState(text?.secondLayer ?? '')
  const changed = first !== (text?.firstLayer ?? '') || second !== (text?.secondLayer ?? '')
  const write = useAct(
    () => client.notices.write({ version, language, firstLayer: first, secondLayer: second }),
    () => toasts.show({ text: t('saved') }),
  )
  const approve = useAct(
    () => client.notices.approve({ version, language }),
    () => toasts.show({ text: t('approvedNow') }),
  )
  const faults = layerFaults(problemData(approve.error, 'BAD_INPUT')?.fields ?? [])
  const length = filledLength(first, text)
  const tooLong = length > firstLayerMost
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    write.mutate(undefined)
  }
  const help = { count: length, most: firstLayerMost, names: [braced('town'), braced('authority')].join(', ') }
  return (
    <Box
      component="form"
      noValidate
      onSubmit={submit}
      sx={{
        display: 'grid',
        gap: 3,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(0, 2fr)' },
      }}
    >
      <Box sx={{ display: 'grid', gap: 2, alignContent: 'start', gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <TextField
          label={t('first')}
          value={first}
          onChange={(event) => setFirst(event.target.value)}
          error={tooLong || faults.length > 0}
          helperText={tooLong ? t('firstTooLong', { count: length - firstLayerMost }) : t('firstHelp', help)}
          multiline
          minRows={5}
          slotProps={{ htmlInput: { readOnly: !mayWrite, maxLength: 1000, lang: language } }}
        />
        <TextField
          label={t('second')}
          value={second}
          onChange={(event) => setSecond(event.target.value)}
          helperText={`${t('secondHelp')} ${namesIn.map(braced).join(' ')}`}
          multiline
          minRows={8}
          maxRows={20}
          slotProps={{ htmlInput: { readOnly: !mayWrite, maxLength: 4000, lang: language } }}
        />
        {faults.map((fault) => (
          <Alert key={fault} severity="error">
            {t(`faults.${fault}`, { name: braced(fault === 'no_authority' ? 'authority' : 'town') })}
          </Alert>
        ))}
        <ErrorNotice error={write.error ?? (faults.length > 0 ? null : approve.error)} />
        {mayWrite && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            <Button type="submit" variant="contained" disabled={!changed} loading={write.isPending}>
              {common('save')}
            </Button>
            {text && text.approvedAt === null && (
              <Button
                variant="outlined"
                disabled={changed}
                loading={approve.isPending}
                onClick={() => approve.mutate(undefined)}
              >
                {t('approve', { language: languageNames[language] })}
              </Button>
            )}
          </Box>
        )}
      </Box>
      <Preview text={text} language={language} />
    </Box>
  )
}

/** As the station would send it now. */
function Preview({ text, language }: { text: NoticeText | undefined; language: Language }) {
  const { t } = useTranslation('notices')
  const { format } = useTown()
  if (!text) return null
  const { approvedAt, approvedBy } = text
  const when = approvedAt === null ? '' : format.dateTime(approvedAt)
  const approved = approvedBy ? t('approvedBy', { when, who: approvedBy.name }) : t('approvedAlone', { when })
  return (
    <Box component="section" aria-labelledby="notice-preview" sx={{ minWidth: 0 }}>
      <Typography variant="h3" component="h3" id="notice-preview" sx={{ mb: 1 }}>
        {t('preview')}
      </Typography>
      <Box
        lang={language}
        sx={(theme) => ({
          p: 2,
          borderRadius: 2,
          border: `1px solid ${theme.colors.line}`,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          backgroundColor: theme.palette.background.paper,
        })}
      >
        {text.shown}
      </Box>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
        {approvedAt === null ? t('notApproved') : approved}
      </Typography>
    </Box>
  )
}
