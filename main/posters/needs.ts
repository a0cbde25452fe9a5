import type { Language } from '../../contract/common.ts'

/** One piece of a poster, in reading order. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'image'; readonly data: Uint8Array; readonly mime: string; readonly alt: string }

export type PrintedDocument = {
  readonly title: string
  readonly language: Language
  readonly town: string
  readonly madeAt: string
  readonly footer: string
  readonly blocks: readonly Block[]
}

export type RenderPdf = (document: PrintedDocument) => Promise<Uint8Array>
