import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../contract/common.ts'
import { type JsonObject, textAt } from '../flow/json.ts'
import { firstWords, type Model } from '../flow/model.ts'
import { kindOf, otherFlow, type Via } from '../flow/steps.ts'
import { filled, isTownVariable } from '../flow/texts.ts'
import { useFlowName } from '../flows/flow-name.ts'

/** How steps, and ways between them, are called in words. */
export type Told = {
  readonly kind: (step: JsonObject) => string
  /** Its first words, or what it does. */
  readonly words: (step: JsonObject) => string
  /** A target: a step of this flow, or another flow. */
  readonly target: (to: string) => string
  readonly via: (via: Via) => string
}

export function useTold(model: Model, front: Model | null): Told {
  const { t, i18n } = useTranslation('assistant')
  const flowName = useFlowName()
  const language: Language = i18n.language === 'en' && model.words.has('en') ? 'en' : 'es'
  const kind = (step: JsonObject) => {
    const known = kindOf(step)
    if (known === 'ask') return t(`asks.${textAt(step, ['accepts']) ?? 'text'}`, { defaultValue: t('kinds.ask') })
    return known === null ? t('kinds.unknown') : t(`kinds.${known}`)
  }
  const readable = (text: string) =>
    filled(text, (name) => (isTownVariable(name) ? `[${t(`variables.${name}`)}]` : `[${name}]`)).replaceAll('*', '')
  const words = (step: JsonObject) => {
    const said = firstWords(model, step, language, front)
    if (said !== '') return readable(said)
    switch (kindOf(step)) {
      case 'call':
        return t(`services.${textAt(step, ['service'])}`, { defaultValue: textAt(step, ['service']) ?? '' })
      case 'set':
        return `${textAt(step, ['save']) ?? ''} = ${textAt(step, ['to']) ?? t('told.nothing')}`
      case 'branch':
        return t('told.branch', { on: textAt(step, ['on']) ?? '' })
      default:
        return ''
    }
  }
  return {
    kind,
    words,
    target: (to) => {
      const flow = otherFlow(to)
      if (flow !== null) return t('told.flow', { name: flowName(flow) })
      const step = model.steps[to]
      return step === undefined ? to : words(step) || to
    },
    via: (via) => {
      if (via.kind === 'option') return String(via.n)
      if (via.kind === 'also') return t('via.also')
      return via.kind === 'case' ? via.is : t(`via.${via.kind}`)
    },
  }
}
