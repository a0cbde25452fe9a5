import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Language, language } from '../../../../contract/common.ts'

/** One phrase of the training data and what it means. */
export type Phrase = { readonly text: string; readonly intent: string; readonly lang: Language }

const spoken = ['es', 'ca', 'gl', 'eu'] as const

const byLanguage = <T extends z.ZodType>(item: T) =>
  z.strictObject({ es: z.array(item), ca: z.array(item), gl: z.array(item), eu: z.array(item) })
const phraseFile = byLanguage(z.string().min(1)).extend({ intent: z.string() })
const neighbourFile = byLanguage(z.object({ text: z.string().min(1), intent: z.string() }))
const doubtFile = byLanguage(z.string().min(1))

export type TrainingPhrases = {
  readonly phrases: readonly Phrase[]
  /** They sound like leaving and are something else. */
  readonly nearOptOut: readonly Phrase[]
  /** Only the citizen can tell whether they are leaving. */
  readonly doubts: readonly Omit<Phrase, 'intent'>[]
  /** They sound like danger and are something else. */
  readonly nearDanger: readonly Phrase[]
}

const readJson = async <T extends z.ZodType>(schema: T, path: string): Promise<z.infer<T>> =>
  schema.parse(JSON.parse(await readFile(path, 'utf8')))

const each = <T, R>(
  file: Readonly<Record<(typeof spoken)[number], readonly T[]>>,
  make: (item: T, lang: Language) => R,
) => spoken.flatMap((lang) => file[lang].map((item) => make(item, lang)))

/** Everything under `resources/intents` that the models are trained with. Throws where a file does not follow its schema. */
export async function readPhrases(directory: string): Promise<TrainingPhrases> {
  const folder = join(directory, 'phrases')
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const phrases = await Promise.all(files.map((name) => readJson(phraseFile, join(folder, name))))
  const neighbours = async (name: string) =>
    each(await readJson(neighbourFile, join(directory, name)), ({ text, intent }, lang) => ({ text, intent, lang }))
  return {
    phrases: phrases.flatMap(({ intent, ...texts }) => each(texts, (text, lang) => ({ text, intent, lang }))),
    nearOptOut: await neighbours('near-opt-out.json'),
    doubts: each(await readJson(doubtFile, join(directory, 'ambiguous-opt-out.json')), (text, lang) => ({
      text,
      lang,
    })),
    nearDanger: await neighbours('near-danger.json'),
  }
}

const unseenLine = z.object({ text: z.string(), intent: z.string() })

/** Phrases nobody trained with, one file per language, one JSON object a line. */
export async function readUnseen(directory: string): Promise<Phrase[]> {
  const files = (await readdir(directory)).filter((name) => language.safeParse(name.replace('.jsonl', '')).success)
  const texts = await Promise.all(
    files.sort().map(async (name) => ({ name, text: await readFile(join(directory, name), 'utf8') })),
  )
  return texts.flatMap(({ name, text }) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ ...unseenLine.parse(JSON.parse(line)), lang: language.parse(name.replace('.jsonl', '')) })),
  )
}
