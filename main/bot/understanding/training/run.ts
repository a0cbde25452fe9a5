import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { atTheDoor } from '../../at-the-door.ts'
import { loadFlows } from '../../flows.ts'
import { noServices } from '../../plain.ts'
import { modelFile } from '../load.ts'
import { packModels, unpackModels } from '../model-file.ts'
import { taughtFrom } from '../taught.ts'
import { understanding } from '../understand.ts'
import { byLanguage, type Evaluation, evaluate, half, isConfidentlyWrong, judgeAll } from './evaluation.ts'
import { trainModels } from './models.ts'
import { readPhrases, readUnseen } from './phrases.ts'

/**
 * `npm run train`: trains the shipped models from `resources/intents` and measures them on phrases they never saw.
 * `--evaluate` only measures, `--mistakes` also prints what went wrong in the half that may be looked at.
 */
const root = join(import.meta.dirname, '../../../..')
const intentsFolder = join(root, 'resources/intents')
const say = (line: string) => process.stdout.write(`${line}\n`)

async function models() {
  const file = join(intentsFolder, modelFile)
  if (process.argv.includes('--evaluate')) return unpackModels(await readFile(file))
  const phrases = await readPhrases(intentsFolder)
  say(`Training from ${phrases.phrases.length} phrases …`)
  const packed = packModels(trainModels(phrases))
  await writeFile(file, packed)
  say(`Written: ${modelFile}, ${(packed.length / 1e6).toFixed(1)} MB`)
  return unpackModels(packed)
}

const percent = (value: number) => `${(value * 100).toFixed(1)} %`.padStart(8)

const line = (name: string, found: Evaluation) =>
  [
    name.padEnd(14),
    String(found.phrases).padStart(6),
    ...[found.top1, found.top3, found.confidentWrong, found.acted, found.optOutRecall, found.optOutFalse].map(percent),
    ...[found.dangerRecall, found.dangerFalse, found.noneActed].map(percent),
  ].join(' ')

const { front } = await loadFlows(join(root, 'resources/flows'), { services: noServices.catalogue })
const judged = judgeAll(
  atTheDoor(front, understanding(await models(), taughtFrom([]))),
  await readUnseen(join(root, 'tests/intents/unseen')),
)
say('                    n     top1     top3   wrong!    acted  leaving    false   danger    false     none')
for (const part of ['tuning', 'final'] as const) {
  const phrases = judged.filter((phrase) => half(phrase) === part)
  for (const [lang, own] of byLanguage(phrases)) say(line(`${part} ${lang}`, evaluate(own)))
  say(line(`${part} all`, evaluate(phrases)))
}
if (process.argv.includes('--mistakes')) {
  for (const phrase of judged.filter((each) => half(each) === 'tuning')) {
    const { intent, text, lang, read } = phrase
    if (read.intent === intent && read.decision !== 'none') continue
    const mark = isConfidentlyWrong(phrase) ? '!' : ' '
    say(`${mark} ${lang} ${intent} → ${read.intent} ${read.score.toFixed(2)} ${read.decision} | ${text}`)
  }
}
