import { FormControlLabel, MenuItem, Switch, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { withAnswer } from '../flow/answers.ts'
import { putInFlow } from '../flow/model.ts'
import { type AnswerKind, answerKinds, kindOf } from '../flow/steps.ts'
import { BranchCases } from './branch-cases.tsx'
import { CallDetails } from './call-details.tsx'
import { PlainField } from './plain-field.tsx'
import { Section } from './section.tsx'
import type { StepProps } from './step-props.ts'

/** What a step of its kind does, apart from what it says and where it leads. */
export function Details(props: StepProps) {
  const { t } = useTranslation('assistant')
  switch (kindOf(props.step)) {
    case 'ask':
      return (
        <Section title={t('details.ask')}>
          <AnswerField {...props} />
          {props.step.accepts !== 'yes_no' && <PlainField {...props} path={['save']} help={t('details.saveHelp')} />}
          <AnswerLimits {...props} />
        </Section>
      )
    case 'handover':
      return (
        <Section title={t('details.handover')}>
          <PlainField {...props} path={['department']} />
          <PlainField {...props} path={['topic']} optional />
        </Section>
      )
    case 'set':
      return (
        <Section title={t('details.set')}>
          <PlainField {...props} path={['save']} />
          <PlainField {...props} path={['to']} help={t('details.toHelp')} />
        </Section>
      )
    case 'branch':
      return (
        <Section title={t('details.branch')}>
          <PlainField {...props} path={['on']} help={t('details.onHelp')} />
          <BranchCases {...props} />
        </Section>
      )
    case 'call':
      return <CallDetails {...props} />
    case 'say':
    case 'menu':
    case 'end':
    case null:
      return null
  }
}

function AnswerField({ id, step, edit }: StepProps) {
  const { t } = useTranslation('assistant')
  const value = answerKinds.find((known) => known === step.accepts) ?? 'text'
  return (
    <TextField
      select
      label={t('details.accepts')}
      value={value}
      disabled={edit === null}
      onChange={(event) => edit?.((files) => withAnswer(files, id, event.target.value as AnswerKind))}
    >
      {answerKinds.map((kind) => (
        <MenuItem key={kind} value={kind}>
          {t(`accepts.${kind}`)}
        </MenuItem>
      ))}
    </TextField>
  )
}

function AnswerLimits(props: StepProps) {
  const { id, step, edit } = props
  const { t } = useTranslation('assistant')
  switch (step.accepts) {
    case 'number':
      return (
        <>
          <PlainField {...props} path={['min']} number optional />
          <PlainField {...props} path={['max']} number optional />
        </>
      )
    case 'date':
      return (
        <>
          <PlainField {...props} path={['within']} number optional help={t('details.withinHelp')} />
          <FormControlLabel
            control={
              <Switch
                checked={step.past === true}
                disabled={edit === null}
                onChange={(_, past) => edit?.((files) => putInFlow(files, ['steps', id, 'past'], past || undefined))}
              />
            }
            label={t('details.past')}
          />
        </>
      )
    case 'choice':
      return typeof step.from === 'string' ? (
        <PlainField {...props} path={['from']} help={t('details.fromHelp')} />
      ) : null
    default:
      return null
  }
}
