import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { z } from 'zod'
import type { Model } from './model.ts'
import type { PhraseBook } from './phrase-book.ts'

/** What the shipped file holds: one model for each question asked of a message. */
export type Models = {
  /** SHA-256 of the phrases and options they were trained with. */
  readonly fingerprint: string
  /** The phrases themselves, word for word. */
  readonly book: PhraseBook
  readonly intent: Model
  readonly optOut: Model
  readonly danger: Model
  readonly language: Model
}

const names = ['intent', 'optOut', 'danger', 'language'] as const

const modelHeader = z.object({
  classes: z.array(z.string()).min(2),
  rows: z.int().nonnegative(),
  temperature: z.number().positive(),
})
const fileHeader = z.object({
  fingerprint: z.string(),
  book: z.object({ meanings: z.array(z.string()), phrases: z.int().nonnegative() }),
  intent: modelHeader,
  optOut: modelHeader,
  danger: modelHeader,
  language: modelHeader,
})

const bytesOf = (array: ArrayBufferView) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)

/** Brotli over: length of the header, the header as JSON, the phrases and the numbers of each model, little-endian. */
export function packModels(models: Models): Buffer {
  const header = {
    fingerprint: models.fingerprint,
    book: { meanings: models.book.meanings, phrases: models.book.phrases.length },
    ...Object.fromEntries(
      names.map((name) => {
        const { classes, known, temperature } = models[name]
        return [name, { classes, rows: known.length, temperature }]
      }),
    ),
  }
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  const numbers = names.flatMap((name) => {
    const { known, steps, bias, weights } = models[name]
    return [known, steps, bias, weights].map(bytesOf)
  })
  const book = [models.book.phrases, models.book.means].map(bytesOf)
  const plain = Buffer.concat([length, text, ...book, ...numbers])
  return brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  })
}

/** Throws when the file is not one of `packModels`. */
export function unpackModels(file: Buffer): Models {
  const plain = brotliDecompressSync(file)
  const start = 4 + plain.readUInt32LE(0)
  const header = fileHeader.parse(JSON.parse(plain.subarray(4, start).toString()))
  let at = start
  const take = (bytes: number): ArrayBuffer => {
    if (at + bytes > plain.length) throw new RangeError('The file of the models is cut short')
    const part = Uint8Array.from(plain.subarray(at, at + bytes)).buffer
    at += bytes
    return part
  }
  const model = ({ classes, rows, temperature }: z.infer<typeof modelHeader>): Model => ({
    classes,
    temperature,
    known: new Uint32Array(take(rows * 4)),
    steps: new Float32Array(take(rows * 4)),
    bias: new Float32Array(take(classes.length * 4)),
    weights: new Int8Array(take(rows * classes.length)),
  })
  const { meanings, phrases } = header.book
  const book = { meanings, phrases: new Uint32Array(take(phrases * 4)), means: new Uint8Array(take(phrases)) }
  return {
    fingerprint: header.fingerprint,
    book,
    intent: model(header.intent),
    optOut: model(header.optOut),
    danger: model(header.danger),
    language: model(header.language),
  }
}
