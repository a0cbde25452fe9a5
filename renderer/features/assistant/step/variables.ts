import { useTranslation } from 'react-i18next'
import { townVariables } from '../../../../contract/flow.ts'
import { at, isObject, textAt } from '../flow/json.ts'
import type { Model } from '../flow/model.ts'
import { savedNames } from '../flow/steps.ts'
import { isTownVariable, variablesIn } from '../flow/texts.ts'

export type Variable = { readonly name: string; readonly label: string; readonly sample: string }

/** What a text of this flow may name: facts of the town, what the citizen answered, what calls found. */
export function useVariables(model: Model, front: Model | null): readonly Variable[] {
  const { t } = useTranslation('assistant')
  const operators = textAt(model.document, ['operators'])
  const labelOf = (name: string) =>
    [model, front]
      .flatMap((one) => [...(one?.words ?? [])])
      .filter(([language]) => language === operators)
      .map(([, words]) => textAt(words, ['labels', name]))
      .find((label) => label !== undefined)
  const town = townVariables.map((name) => ({
    name,
    label: t(`variables.${name}`),
    sample: t(`samples.${name}`),
  }))
  const called = new Set(Object.values(model.steps).flatMap(({ kind, save }) => (kind === 'call' ? [save] : [])))
  const answers = savedNames(model.steps).filter((name) => !called.has(name))
  const used = usedNames(model).filter((name) => !isTownVariable(name) && !answers.includes(name))
  return [
    ...town,
    ...answers.map((name) => {
      const label = labelOf(name) ?? name
      return { name, label: t('text.answer', { label }), sample: t(`samples.${name}`, { defaultValue: `[${label}]` }) }
    }),
    ...used.map((name) => ({
      name,
      label: t(name.startsWith('fact.') ? 'text.fact' : 'text.found', { name }),
      sample: t(`samples.${name.replaceAll('.', '_')}`, { defaultValue: `[${name}]` }),
    })),
  ]
}

function usedNames(model: Model): readonly string[] {
  const texts = [...model.words.values()].flatMap((words) => {
    const found = at(words, ['texts'])
    return isObject(found) ? Object.values(found) : []
  })
  return [...new Set(texts.flatMap((text) => (typeof text === 'string' ? variablesIn(text) : [])))].sort()
}
