import { Box, FormControlLabel, Link, Paper, Switch, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { FlowSummary } from '../../../../contract/assistant.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { languageNames } from '../../../i18n/languages.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useIntentName } from '../../../ui/intent-name.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { useFlowName } from './flow-name.ts'
import { FlowState } from './flow-state.tsx'

/** One conversation: how it stands, who enters it, and its switch. */
export function FlowRow({ flow, silent }: { flow: FlowSummary; silent: boolean }) {
  const { t } = useTranslation('assistant')
  const nameOf = useFlowName()
  const intentName = useIntentName()
  const entering = flow.intents.map(intentName)
  return (
    <Paper component="li" variant="outlined" sx={{ p: 2, display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 1 }}>
      <Box sx={{ flex: '1 1 24rem', minWidth: 0, display: 'grid', gap: 0.5 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, alignItems: 'center' }}>
          <Typography variant="h3" component="h2">
            <Link component={RouteLink} href={`/assistant/flows/${flow.name}`}>
              {nameOf(flow.name)}
            </Link>
          </Typography>
          <FlowState flow={flow} />
        </Box>
        <Typography variant="body2" color="textSecondary">
          {[
            t('flows.steps', { count: flow.steps }),
            flow.languages.map((language) => languageNames[language]).join(', '),
            flow.underWay > 0 && t('flows.underWay', { count: flow.underWay }),
          ]
            .filter((part) => typeof part === 'string' && part !== '')
            .join(' · ')}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {flow.front && t('flows.front')}
          {!flow.front && entering.length > 0 && t('flows.enters', { list: entering.join(', ') })}
          {!flow.front && entering.length === 0 && t('flows.entersByMenu')}
        </Typography>
      </Box>
      {!flow.front && <OneSwitch flow={flow} silent={silent} />}
    </Paper>
  )
}

function OneSwitch({ flow, silent }: { flow: FlowSummary; silent: boolean }) {
  const { t } = useTranslation('assistant')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const mayWrite = useMay('assistant.write')
  const name = useFlowName()(flow.name)
  const turn = useMutation({
    mutationFn: (on: boolean) => client.assistant.switch({ name: flow.name, on }),
    onSuccess: (_, on) => {
      toasts.show({
        text: t(on ? 'flows.turnedOn' : 'flows.turnedOff', { name }),
        undo: { seconds: 8, run: () => turn.mutate(!on) },
      })
      return queries.invalidateQueries({ queryKey: api.assistant.flows.key() })
    },
  })
  const on = turn.isPending ? turn.variables : flow.on
  return (
    <Box sx={{ display: 'grid', gap: 1, alignContent: 'center' }}>
      <FormControlLabel
        control={
          <Switch
            checked={on}
            disabled={!mayWrite || flow.published === null}
            onChange={(_, next) => turn.mutate(next)}
            slotProps={{ input: { 'aria-label': t('flows.switch', { name }) } }}
          />
        }
        label={t(on ? 'flows.isOn' : 'flows.isOff')}
      />
      {silent && on && (
        <Typography variant="caption" color="textSecondary">
          {t('flows.silent')}
        </Typography>
      )}
      <ErrorNotice error={turn.error} />
    </Box>
  )
}
