import type { ImportFault } from '../../../contract/import-fault.ts'

/** A list that cannot be read on: why, and in which line (from 1) if that is known. */
export class ListFault extends Error {
  override readonly name = 'ListFault'
  readonly fault: ImportFault

  constructor(reason: ImportFault['reason'], line: number | null = null, options?: ErrorOptions) {
    super(reason, options)
    this.fault = { reason, line }
  }
}
