/** A flow that cannot be used: which file, which line, where in it, why. It never replaces a running one. */
export class FlowError extends Error {
  override readonly name = 'FlowError'
  readonly file: string
  /** Dots between keys; empty for the whole file. */
  readonly path: string
  /** From 1; null when nothing in the file stands for it. */
  readonly line: number | null
  /** Without file, line and path. */
  readonly reason: string

  constructor(place: { readonly file: string; readonly path: string; readonly line: number | null }, reason: string) {
    const where = place.line === null ? place.file : `${place.file}:${place.line}`
    super(`${where}: ${place.path === '' ? '' : `${place.path}: `}${reason}`)
    this.file = place.file
    this.path = place.path
    this.line = place.line
    this.reason = reason
  }
}

/** A document, the name of the file it came from, and where in that file things stand. */
export type Source<T> = {
  readonly file: string
  readonly document: T
  /** The line of a path, or of the nearest thing above it that the file holds. From 1. */
  readonly lineOf: (path: string) => number | null
}

export const flowError = ({ file, lineOf }: Omit<Source<unknown>, 'document'>, path: string, reason: string) =>
  new FlowError({ file, path, line: lineOf(path) }, reason)
