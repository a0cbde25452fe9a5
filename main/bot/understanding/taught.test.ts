import { expect, it } from 'vitest'
import { featuresOf } from './features.ts'
import { recall, taughtFrom } from './taught.ts'
import { wordsOf } from './wording.ts'

const heard = (text: string) => featuresOf(wordsOf(text))
const taught = taughtFrom([
  { intent: 'festivities', features: heard('cuándo es la tamborrada de la plaza') },
  { intent: 'street_market', features: heard('ponen los puestos del jueves') },
])

it('recalls a phrase as it was taught, whatever its accents and case', () => {
  expect(recall(taught, heard('CUANDO ES LA TAMBORRADA DE LA PLAZA?'))).toEqual({ intent: 'festivities', trust: 1 })
})

it('trusts what is like it less, and what is not like it not at all', () => {
  const alike = recall(taught, heard('cuando es la tamborrada'))
  expect(alike?.intent).toBe('festivities')
  expect(alike?.trust).toBeGreaterThan(0)
  expect(alike?.trust).toBeLessThan(1)
  expect(recall(taught, heard('necesito un certificado'))).toBeNull()
  expect(recall(taughtFrom([]), heard('hola'))).toBeNull()
})
