import { create } from 'qrcode'
import { describe, expect, it } from 'vitest'
import { qrPath, quietZone } from './qr-rules.ts'

/** The modules that a path of `M x y h w v1 h-w z` runs paints. */
function painted(path: string): Set<string> {
  const found = new Set<string>()
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let i = 0; i < Number(width); i++) found.add(`${Number(x) + i - quietZone},${Number(y) - quietZone}`)
  return found
}

describe('the path of a QR', () => {
  it('paints every dark module of a real code and no other', () => {
    const { modules } = create('2@referencia,clave,identidad,secreto,1', { errorCorrectionLevel: 'L' })
    const dark = new Set(
      [...modules.data].flatMap((bit, i) => (bit ? [`${i % modules.size},${Math.floor(i / modules.size)}`] : [])),
    )
    expect(dark.size).toBeGreaterThan(200)
    expect(painted(qrPath(modules))).toEqual(dark)
  })

  it('does not run from one row into the next', () =>
    expect(qrPath({ size: 2, data: [0, 1, 1, 0] })).toBe('M5 4h1v1h-1zM4 5h1v1h-1z'))
})
