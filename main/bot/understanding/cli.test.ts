import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ask = (lines: readonly string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'cli.ts')], { input: lines.join('\n'), encoding: 'utf8' })

it('answers each line in its order, and says what is wrong with one that is no question', () => {
  const { stdout, status } = ask([
    '{"text":"a q hora abre la biblioteca"}',
    '',
    'no es JSON',
    '{"text":"dejad de mandarme bandos","lang":"es"}',
    '{"text":"hay fuego en el portal!!"}',
    '{"text":""}',
  ])
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(answers).toMatchObject([
    { intent: 'library', decision: 'act', optOut: 'no', danger: false, lang: 'es' },
    { error: expect.stringContaining('"text"') },
    { intent: 'opt_out', decision: 'act', optOut: 'yes', danger: false },
    { intent: 'emergency', decision: 'act', danger: true },
    { intent: 'none', decision: 'none', optOut: 'no', danger: false },
  ])
  expect(answers[0].top).toHaveLength(3)
  expect(status).toBe(1)
})
