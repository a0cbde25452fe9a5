/** The names a browser on this machine may know the station by; anything else is DNS rebinding. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  if (host === undefined) return false
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(host.toLowerCase())
}

/** A request without an Origin is no page's; a page's must be our own. */
export function isOwnOrigin(origin: string | undefined, port: number): boolean {
  if (origin === undefined) return true
  return origin.startsWith('http://') && isOwnHost(origin.slice('http://'.length), port)
}

export const cookieName = 'ventanilla'

/** The session token of a request: a bearer header before the cookie. */
export function tokenOf(headers: {
  readonly authorization?: string | undefined
  readonly cookie?: string | undefined
}): string | null {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(headers.authorization ?? '')?.[1]
  if (bearer) return bearer
  const cookie = headers.cookie?.split(';').find((part) => part.trim().startsWith(`${cookieName}=`))
  return cookie?.trim().slice(cookieName.length + 1) || null
}

const eightHours = 8 * 60 * 60

/** HttpOnly and SameSite=Strict; without Secure, since it never leaves this machine's loopback. */
export const cookieFor = (token: string | null) =>
  `${cookieName}=${token ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${token ? eightHours : 0}`

/** Whether a request brings a file to send: `inbox.attach`, `broadcasts.attach`. */
export const takesFile = (method: string | undefined, path: string): boolean =>
  method === 'POST' && /^\/api\/(conversations|broadcasts)\/[^/]+\/files$/.test(path)
