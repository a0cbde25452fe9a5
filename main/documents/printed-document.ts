import type { Language } from '../../contract/common.ts'

/** One piece of a document, in reading order. Texts keep their line breaks and are printed as they are. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** Somebody's words, literally. */
  | { readonly kind: 'quote'; readonly text: string }
  /** Hashes, ids and the like. */
  | { readonly kind: 'code'; readonly text: string }
  /** PNG or JPEG; another kind, or a damaged file, is replaced by its `alt`. */
  | { readonly kind: 'image'; readonly data: Uint8Array; readonly mime: string; readonly alt: string }

/** What a document says, without how it looks. */
export type PrintedDocument = {
  readonly title: string
  readonly language: Language
  readonly town: string
  /** When it was made, in the words of its language. */
  readonly madeAt: string
  /** Stands at the foot of every page, beside the number of the page. */
  readonly footer: string
  readonly blocks: readonly Block[]
}

/** Makes a PDF of a document. */
export type RenderPdf = (document: PrintedDocument) => Promise<Uint8Array>
