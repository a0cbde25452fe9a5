import { expect, it } from 'vitest'
import { soundsAngry } from './angry-rules.ts'

it.each([
  ['Esto es SPAM', true],
  ['dejadme en paz!!', true],
  ['¿Quién os ha dado mi número?', true],
  ['Deixeu-me en pau', true],
  ['Utzi bakean', true],
  ['baja', false],
  ['gracias, allí estaré', false],
  ['una obra despampanante', false],
  ['hay un caso de acoso en el instituto', false],
  ['', false],
])('%s: %s', (text, angry) => expect(soundsAngry(text)).toBe(angry))
