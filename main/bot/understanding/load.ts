import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Models, unpackModels } from './model-file.ts'
import { readPhrases } from './training/phrases.ts'

/** The file of the trained models inside the folder `intents` of the shipped data. */
export const modelFile = 'models.bin'

/** The shipped models, and the phrases behind them when somebody asks. Throws when the file is missing or broken. */
export async function loadModels(directory: string): Promise<{
  readonly models: Models
  readonly shipped: () => ReturnType<typeof phrasesIn>
}> {
  const models = unpackModels(await readFile(join(directory, modelFile)))
  let reading: ReturnType<typeof phrasesIn> | null = null
  return {
    models,
    shipped: () => {
      reading ??= phrasesIn(directory)
      return reading
    },
  }
}

const phrasesIn = async (directory: string) => (await readPhrases(directory)).phrases
