import { Box, FormControlLabel, MenuItem, Switch, TextField, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { withAnswer } from '../flow/answers.ts'
import { textAt } from '../flow/json.ts'
import { putInFlow } from '../flow/model.ts'
import { type AnswerKind, answerKinds, answerWords, isDecision, isListed, kindOf } from '../flow/steps.ts'
import { BranchCases } from './branch-cases.tsx'
import { CallDetails } from './call-details.tsx'
import { PhrasesField } from './phrases-field.tsx'
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
          {!isDecision(props.step) && <PlainField {...props} path={['save']} help={t('details.saveHelp')} />}
          <AnswerLimits {...props} />
          <AnswerWords {...props} />
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

/** The words that count as each answer. */
function AnswerWords(props: StepProps) {
  const { t } = useTranslation('assistant')
  return answerWords.map((field) => {
    const name = textAt(props.step, [field])
    if (name === undefined) return null
    return (
      <Box key={field} role="group" aria-label={t(`details.answers.${field}`)} sx={{ display: 'grid', gap: 0.5 }}>
        <Typography variant="body2" sx={{ fontWeight: 700 }}>
          {t(`details.answers.${field}`)}
        </Typography>
        <PhrasesField {...props} name={name} />
      </Box>
    )
  })
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
    case 'choices':
      return isListed(step) ? <PlainField {...props} path={['from']} help={t('details.fromHelp')} /> : null
    default:
      return null
  }
}
