/** A line of a stack: where, in which file, at which line and column. */
const frame = /^ {4}at .*(:\d+:\d+|<anonymous>|native|index \d+)\)?$/

/** Name, code and place of an error for the log; never its message, which may hold a citizen's words. */
export function describeError(error: unknown): { name: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const place = framesOf(error)
  return { name: error.name, ...code, ...(place.length > 0 && { at: place.join(' < ') }) }
}

/** The stack begins with the message, which may have lines of its own that look like any. */
function framesOf({ stack = '', message }: Error): string[] {
  const begins = stack.indexOf(message)
  const frames = begins === -1 ? stack : stack.slice(begins + message.length)
  return frames
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, 5)
    .map((line) => line.trim())
}
