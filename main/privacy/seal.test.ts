import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sealBytes, unsealBytes } from '../store/sealed-bytes.ts'
import { newKey, sealJson, unsealJson } from './seal.ts'

describe('a sealed record', () => {
  it('opens with its key and label alone, and shows none of its words', () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1 }), (value, label) => {
        const key = newKey()
        const sealed = sealJson(key, label, value)
        expect(unsealJson(key, label, sealed)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(() => unsealJson(newKey(), label, sealed)).toThrow()
        expect(() => unsealJson(key, `${label}x`, sealed)).toThrow()
      }),
    ))

  it('is refused with any bit of it flipped', () =>
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (bytes, at) => {
        const key = newKey()
        const sealed = sealBytes(key, 'file', bytes)
        const place = at % (sealed.length * 8)
        sealed[place >> 3] = (sealed[place >> 3] ?? 0) ^ (1 << (place & 7))
        expect(() => unsealBytes(key, 'file', sealed)).toThrow()
      }),
    ))
})
