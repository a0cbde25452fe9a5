import { z } from 'zod'
import { flowDocument } from './flow.ts'
import { frontWords, wordsDocument } from './words.ts'

const published = (title: string, schema: z.ZodType) => ({
  ...z.toJSONSchema(schema, { io: 'input' }),
  title,
})

/** The JSON Schemas of the files in `resources/flows`, by file name: editors check and complete with them. */
export const publishedSchemas = {
  'flow.schema.json': published('A flow of the assistant: what happens', flowDocument),
  'words.schema.json': published('A flow of the assistant: what it says in one language', wordsDocument),
  'front-words.schema.json': published('The front door: what every flow says in one language', frontWords),
} as const
