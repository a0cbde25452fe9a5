import { Alert, Box, Link, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { TryAnswer } from '../../../../contract/assistant.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useIntentName } from '../../../ui/intent-name.ts'
import { useFlowName } from '../flows/flow-name.ts'
import { Bubble } from '../step/preview.tsx'
import type { Line } from './trial.ts'

/** A line of the thread: what one said, what was answered, or what the assistant made of it. */
export function TrialLine({ line, flow }: { line: Line; flow: string }) {
  switch (line.kind) {
    case 'mine':
      return (
        <Box
          sx={(theme) => ({
            alignSelf: 'flex-end',
            maxWidth: '85%',
            px: 1.5,
            py: 1,
            borderRadius: 1,
            borderTopRightRadius: 2,
            border: `1px solid ${theme.colors.citizen.line}`,
            backgroundColor: theme.colors.citizen.fill,
            color: theme.colors.citizen.text,
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
          })}
        >
          {line.text}
        </Box>
      )
    case 'reply':
      return (
        <Box sx={{ maxWidth: '90%' }}>
          <Bubble text={line.text} />
        </Box>
      )
    case 'answer':
      return <Meaning answer={line.answer} flow={flow} />
  }
}

/** What was understood, what was called, and where the conversation stands now. */
function Meaning({ answer, flow }: { answer: TryAnswer; flow: string }) {
  const { t } = useTranslation('assistant')
  const { understood, step } = answer
  return (
    <Box
      sx={(theme) => ({ borderLeft: `3px solid ${theme.colors.line}`, pl: 1.25, my: 0.5, display: 'grid', gap: 0.5 })}
    >
      {understood && <Understood understood={understood} />}
      {answer.calls.map((call, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: calls have no name and never move
        <Called key={place} call={call} />
      ))}
      {step && <Standing step={step} flow={flow} />}
      {answer.outcome === 'finished' && <Note>{t('try.finished')}</Note>}
      {answer.outcome === 'handed_over' && (
        <Alert severity="info" variant="outlined" sx={{ whiteSpace: 'pre-wrap' }}>
          <strong>{t('try.handedOver', { department: answer.department ?? '' })}</strong>
          {answer.summary !== null && `\n${answer.summary}`}
        </Alert>
      )}
    </Box>
  )
}

function Note(props: { children: ReactNode }) {
  return (
    <Typography variant="caption" color="textSecondary" component="p">
      {props.children}
    </Typography>
  )
}

/** Guesses below this are noise. */
const worthTelling = 0.05

function Understood({ understood }: { understood: NonNullable<TryAnswer['understood']> }) {
  const { t } = useTranslation('assistant')
  const format = useFormat()
  const intentName = useIntentName()
  const guesses = understood.top
    .filter(({ score }) => score >= worthTelling)
    .map(({ intent, score }) => `${intentName(intent)} ${format.percent(score)}`)
    .join(', ')
  return (
    <Note>
      {t(`decision.${understood.decision}`)}
      {guesses !== '' && `: ${guesses}`}
      {understood.danger && ` · ${t('try.danger')}`}
      {understood.optOut !== 'no' && ` · ${t(`optOut.${understood.optOut}`)}`}
    </Note>
  )
}

function Standing({ step, flow }: { step: NonNullable<TryAnswer['step']>; flow: string }) {
  const { t } = useTranslation('assistant')
  const flowName = useFlowName()
  if (step.flow === flow) return <Note>{t('try.here', { step: step.id })}</Note>
  return (
    <Note>
      {t('try.elsewhere')}{' '}
      <Link component={RouteLink} href={`/assistant/flows/${step.flow}`}>
        {flowName(step.flow)}
      </Link>{' '}
      · {step.id}
    </Note>
  )
}

function Called({ call }: { call: TryAnswer['calls'][number] }) {
  const { t } = useTranslation('assistant')
  const list = (values: Readonly<Record<string, string>>) =>
    Object.entries(values)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', ')
  const { result } = call
  return (
    <Note>
      {t('try.called', { service: t(`services.${call.service}`, { defaultValue: call.service }) })}
      {Object.keys(call.args).length > 0 && ` (${list(call.args)})`}
      {': '}
      {result.ok
        ? [list(result.fields), result.choices.join(', ')].filter(Boolean).join(' · ') || t('try.ok')
        : t('try.refused', { reason: result.reason })}
    </Note>
  )
}
