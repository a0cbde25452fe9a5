import { Box, Link } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../contract/common.ts'
import { FaultList } from '../editor/fault-list.tsx'
import type { Draft } from '../editor/use-draft.ts'
import type { FlowFault } from '../flow/contract-types.ts'
import { leadingTo } from '../flow/edits.ts'
import type { Model } from '../flow/model.ts'
import { textsOf } from '../flow/steps.ts'
import { useTold } from '../graph/told.ts'
import { AddStep } from './add-step.tsx'
import { Details } from './details.tsx'
import { Exits } from './exits.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { Options } from './options.tsx'
import { SaidField } from './said-field.tsx'
import { Section } from './section.tsx'
import { StepHeader } from './step-header.tsx'

type Props = {
  readonly id: string
  readonly model: Model
  readonly front: Model | null
  readonly faults: readonly FlowFault[]
  readonly select: (id: string | null) => void
  readonly edit: Draft['edit'] | null
  readonly language: Language
  readonly setLanguage: (language: Language) => void
}

/** One step: what it says, what it waits for, where it leads. */
export function StepPanel(props: Props) {
  const { id, model, front, language, edit, select } = props
  const { t } = useTranslation('assistant')
  const step = model.steps[id] ?? {}
  const part = { id, step, model, front, language, edit }
  const texts = textsOf(step)
  const speaks = texts.length > 0 || 'options' in step
  return (
    <Box sx={{ overflow: 'auto', p: 2, display: 'flex', flexDirection: 'column', gap: 3 }}>
      <StepHeader {...part} faults={props.faults} select={select} />
      {props.faults.length > 0 && <FaultList title={t('faults.here')} faults={props.faults} />}
      {speaks && (
        <Section title={t('step.says')}>
          <LanguageChoice model={model} step={step} language={language} choose={props.setLanguage} />
          {texts.map((field) => (
            <SaidField key={field} field={field} {...part} />
          ))}
        </Section>
      )}
      <Details {...part} />
      <Options {...part} />
      <Exits {...part} select={select} />
      {edit && step.kind !== 'handover' && step.kind !== 'end' && <AddStep {...part} edit={edit} select={select} />}
      <Leading {...props} />
    </Box>
  )
}

/** Where one comes from to get here. */
function Leading({ id, model, front, select }: Props) {
  const { t } = useTranslation('assistant')
  const told = useTold(model, front)
  const leading = leadingTo(model, id)
  if (leading.length === 0) return null
  return (
    <Section title={t('step.leading')}>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {leading.map((from) => (
          <li key={from}>
            <Link
              component="button"
              type="button"
              onClick={() => select(from)}
              sx={{ textAlign: 'left', minHeight: 24 }}
            >
              {told.target(from)}
            </Link>
          </li>
        ))}
      </Box>
    </Section>
  )
}
