import { describe, expect, it } from 'vitest'
import { linuxMounts, macMounts, networkFileSystem, refuseNetworkShare, windowsMounts } from './network-share.ts'

const linux = linuxMounts(`sysfs /sys sysfs rw 0 0
/dev/vda / ext4 rw,relatime 0 0
servidor:/export /mnt/nas nfs4 rw 0 0
//servidor/datos /mnt/con\\040espacio cifs rw 0 0
ana@casa:/ /home/ana/casa fuse.sshfs rw 0 0
/dev/sdb1 /mnt/nas/local ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
`)

const windows = windowsMounts(`Se registrarán las conexiones nuevas.

Estado       Local     Remoto                    Red
-------------------------------------------------------------------------------
Conectado    Z:        \\\\servidor\\datos         Microsoft Windows Network
                       \\\\servidor\\IPC$          Microsoft Windows Network
Desconectado y:        \\\\otro\\cosas            Microsoft Windows Network
Se ha completado el comando correctamente.
`)

const mac = macMounts(`/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ana@servidor/datos on /Volumes/datos del pueblo (smbfs, nodev, nosuid, mounted by ana)
servidor:/export on /Volumes/export (nfs, nodev)
`)

describe('a network file system', () => {
  it.each([
    ['/mnt/nas/ventanilla', linux, 'nfs4'],
    ['/mnt/con espacio', linux, 'cifs'],
    ['/home/ana/casa/datos', linux, 'fuse.sshfs'],
    ['Z:\\ventanilla', windows, 'smb'],
    ['z:\\ventanilla', windows, 'smb'],
    ['Y:\\', windows, 'smb'],
    ['/Volumes/datos del pueblo/ventanilla', mac, 'smbfs'],
    ['/Volumes/export', mac, 'nfs'],
    ['\\\\servidor\\datos\\ventanilla', [], 'unc'],
    ['//servidor/datos/ventanilla', [], 'unc'],
    ['\\\\?\\UNC\\servidor\\datos', [], 'unc'],
  ])('holds %s', (path, mounts, kind) => {
    expect(networkFileSystem(path, mounts)).toBe(kind)
  })

  it.each([
    ['/home/ana/ventanilla', linux],
    ['/mnt/nas-local', linux],
    ['/mnt/nas/local/ventanilla', linux],
    ['/tmp/ventanilla', linux],
    ['C:\\Users\\ana\\AppData', windows],
    ['\\\\?\\C:\\Users\\ana', windows],
    ['\\\\.\\pipe', windows],
    ['/Users/ana/Library', mac],
    ['/home/ana', []],
  ])('does not hold %s', (path, mounts) => {
    expect(networkFileSystem(path, mounts)).toBeNull()
  })

  it('is named in the refusal, with what to do instead', async () => {
    const refusal = refuseNetworkShare('/mnt/nas/ventanilla/store.db', linux)
    await expect(refusal).rejects.toMatchObject({ code: 'STORE_NETWORK_SHARE' })
    await expect(refusal).rejects.toThrow(/nfs4.*PostgreSQL/s)
  })

  it('is not where this spec lies, as this machine tells', async () => {
    await expect(refuseNetworkShare(import.meta.filename)).resolves.toBeUndefined()
  })
})
