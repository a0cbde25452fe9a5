import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const project = join(import.meta.dirname, '..', '..')
const bytes = (...path: string[]) => readFile(join(project, ...path))

/** Width and height of a PNG, from its header. */
function pngSize(png: Buffer): readonly [number, number] {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('icons', () => {
  test('Windows finds every size it asks for, up to 256', async () => {
    const icon = await bytes('build', 'icon.ico')
    const sizes = Array.from({ length: icon.readUInt16LE(4) }, (_, index) => {
      const entry = 6 + index * 16
      const length = icon.readUInt32LE(entry + 8)
      const start = icon.readUInt32LE(entry + 12)
      const [width, height] = pngSize(icon.subarray(start, start + length))
      expect([icon[entry], icon[entry + 1]]).toEqual([width % 256, height % 256])
      return width
    })
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
  })

  test('macOS finds every size up to 1024', async () => {
    const icon = await bytes('build', 'icon.icns')
    expect(icon.readUInt32BE(4)).toBe(icon.length)
    const sizes = new Map<string, number>()
    for (let at = 8; at < icon.length; at += icon.readUInt32BE(at + 4)) {
      const type = icon.toString('latin1', at, at + 4)
      sizes.set(type, pngSize(icon.subarray(at + 8, at + icon.readUInt32BE(at + 4)))[0])
    }
    expect(Object.fromEntries(sizes)).toMatchObject({
      icp4: 16,
      icp5: 32,
      ic07: 128,
      ic08: 256,
      ic09: 512,
      ic10: 1024,
      ic14: 512,
    })
  })

  test('Linux: the name of each picture is its size', async () => {
    const names = await readdir(join(project, 'build', 'icons'))
    expect(names).toContain('512x512.png')
    for (const name of names) expect(`${pngSize(await bytes('build', 'icons', name)).join('x')}.png`).toBe(name)
  })

  test.each(['tray', 'tray-waiting', 'tray-template', 'tray-waiting-template', 'badge'])(
    '%s has a sharp twin for dense displays',
    async (name) => {
      const [width] = pngSize(await bytes('resources', 'icons', `${name}.png`))
      expect(pngSize(await bytes('resources', 'icons', `${name}@2x.png`))).toEqual([width * 2, width * 2])
    },
  )
})
