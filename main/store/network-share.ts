import { execFile } from 'node:child_process'
import { readFile, realpath } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { StoreError } from './store.ts'

/** A file system mounted at `point`; `type` as the system calls it (`ext4`, `nfs4`, `cifs`, `fuse.sshfs`). */
export type Mount = { readonly point: string; readonly type: string }

const remote =
  /^(nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|afpfs|webdav|davfs2?|9p|ceph|glusterfs|fuse\.(sshfs|rclone|gvfsd-fuse|davfs2?|s3fs|glusterfs|curlftpfs))$/

/**
 * The kind of network file system `path` lies on, or `null` on a local disk. A path with two slashes or backslashes in
 * front is a Windows share whatever the mounts say.
 */
export function networkFileSystem(path: string, mounts: readonly Mount[]): string | null {
  if (/^(\\\\|\/\/)[^\\/?.]/.test(path) || /^\\\\\?\\UNC\\/i.test(path)) return 'unc'
  const holders = mounts.filter(({ point }) => contains(point, path))
  const nearest = holders.reduce<Mount | null>(
    (best, mount) => (best && best.point.length > mount.point.length ? best : mount),
    null,
  )
  return nearest && remote.test(nearest.type) ? nearest.type : null
}

function contains(point: string, path: string): boolean {
  if (/^[a-z]:$/i.test(point)) return path.toLowerCase().startsWith(point.toLowerCase())
  return point === '/' || path === point || path.startsWith(`${point}/`)
}

/** `/proc/self/mounts`: device, point, type, options; spaces in a point are written as octal escapes. */
export function linuxMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, point, type] = line.split(' ')
    if (!(point && type)) return []
    return [{ point: point.replace(/\\([0-7]{3})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 8))), type }]
  })
}

/** What macOS `mount` prints: `//user@server/share on /Volumes/share (smbfs, nodev, nosuid)`. */
export function macMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, point, type] = /^.* on (\/.*) \((\w+)[,)]/.exec(line) ?? []
    return point && type ? [{ point, type }] : []
  })
}

/** What Windows `net use` prints, in any language: a drive letter and, after it, the share it stands for. */
export function windowsMounts(text: string): readonly Mount[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, point] = /(?:^|\s)([A-Z]:)\s+\\\\\S/i.exec(line) ?? []
    return point ? [{ point, type: 'smb' }] : []
  })
}

/** The mounts of this machine; none where the system does not tell. */
export async function mountsOf(platform: NodeJS.Platform): Promise<readonly Mount[]> {
  const run = promisify(execFile)
  try {
    switch (platform) {
      case 'linux':
        return linuxMounts(await readFile('/proc/self/mounts', 'utf8'))
      case 'darwin':
        return macMounts((await run('mount')).stdout)
      case 'win32':
        return windowsMounts((await run('net', ['use'], { windowsHide: true })).stdout)
      default:
        return []
    }
  } catch {
    return []
  }
}

/** Throws `STORE_NETWORK_SHARE` when `path` is not on a disk of this machine: SQLite's locks do not hold over a network. */
export async function refuseNetworkShare(path: string, mounts?: readonly Mount[]): Promise<void> {
  const folder = await realFolder(path)
  const kind = networkFileSystem(folder, mounts ?? (await mountsOf(process.platform)))
  if (kind === null) return
  throw new StoreError(
    'STORE_NETWORK_SHARE',
    `The store would lie on a network share (${kind}), where two computers can destroy it. Choose a folder of this computer, or use PostgreSQL to share the store.`,
  )
}

/** Links followed; a path that begins like a share is left as it is. */
async function realFolder(path: string): Promise<string> {
  if (/^(\\\\|\/\/)/.test(path)) return path
  const folder = dirname(resolve(path))
  return realpath(folder).catch(() => folder)
}
