import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { language } from '../../../contract/common.ts'
import { atTheDoor } from '../at-the-door.ts'
import { loadFlows } from '../flows.ts'
import { noServices } from '../plain.ts'
import { loadModels } from './load.ts'
import { taughtFrom } from './taught.ts'
import { understanding } from './understand.ts'

/**
 * `npm run --silent intents`: reads one JSON object a line, `{"text":"…","lang":"es"?}`, and writes, in order, what the
 * assistant makes of each. A line that is no such object gets `{"error":"…"}` and the exit code becomes 1.
 */
const question = z.object({ text: z.string(), lang: language.nullish() })

const resources = join(import.meta.dirname, '../../../resources')
const { models } = await loadModels(join(resources, 'intents'))
const { front } = await loadFlows(join(resources, 'flows'), { services: noServices.catalogue })
const understand = atTheDoor(front, understanding(models, taughtFrom([])))

const rounded = (score: number) => Math.round(score * 10_000) / 10_000

function answer(line: string): object {
  const { text, lang } = question.parse(JSON.parse(line))
  const { intent, score, top, decision, optOut, danger, lang: heard } = understand(text, lang ?? null)
  return {
    intent,
    score: rounded(score),
    top: top.map((guess) => ({ intent: guess.intent, score: rounded(guess.score) })),
    decision,
    optOut,
    danger,
    lang: heard,
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() === '') continue
  let result: object
  try {
    result = answer(line)
  } catch {
    result = { error: 'a line must be JSON like {"text":"…","lang":"es"}' }
    process.exitCode = 1
  }
  if (!process.stdout.write(`${JSON.stringify(result)}\n`)) {
    await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
}
