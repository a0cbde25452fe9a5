/** Looks for malware in what citizens send, before anybody can open it. */
export interface Scanner {
  /** Shown to people: the program's name. */
  readonly name: string
  /** Rejects when it cannot tell; the file is then not kept, and scanned later. */
  scan(bytes: Uint8Array): Promise<'clean' | 'infected'>
}
