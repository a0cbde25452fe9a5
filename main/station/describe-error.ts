/** Name, code and place of an error for the log; never its message, which may hold a citizen's words. */
export function describeError(error: unknown): { name: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const place = error.stack?.slice(error.stack.indexOf('\n    at')).trim().split('\n').slice(0, 5)
  return { name: error.name, ...code, ...(place && { at: place.map((line) => line.trim()).join(' < ') }) }
}
