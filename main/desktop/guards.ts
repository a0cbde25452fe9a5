import { consoleOrigin } from '../../contract/desktop.ts'

/** An address longer than this is nobody's link. */
const longestLink = 2048

const externalSchemes: ReadonlySet<string> = new Set(['https:', 'mailto:', 'tel:'])

/** Whether a window may go to `url`: only the console itself. */
export function mayNavigate(url: string): boolean {
  const parsed = URL.parse(url)
  if (!parsed || parsed.username || parsed.password || parsed.port) return false
  return `${parsed.protocol}//${parsed.host}` === consoleOrigin
}

/**
 * Whether a link of a page may be handed to the system: https, mail and telephone, without credentials. Everything
 * else can start programs (`file:`, `smb:`, `ms-…:`) or be read by others on its way (`http:`).
 */
export function mayOpenExternal(url: string): boolean {
  if (url.length > longestLink) return false
  const parsed = URL.parse(url)
  if (!parsed || !externalSchemes.has(parsed.protocol)) return false
  if (parsed.protocol !== 'https:') return parsed.pathname !== ''
  return parsed.hostname !== '' && parsed.username === '' && parsed.password === ''
}

const allowedPermissions: ReadonlySet<string> = new Set(['notifications', 'clipboard-sanitized-write'])

/** Whether a page of `origin` may have a browser permission. */
export const mayUse = (permission: string, origin: string): boolean =>
  allowedPermissions.has(permission) && mayNavigate(origin)
