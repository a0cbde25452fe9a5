import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from './rules.ts'

describe('canonicalJson', () => {
  test('is RFC 8785: names by their UTF-16 units, no blanks, numbers as ECMAScript writes them', () => {
    expect(canonicalJson({ b: [1e21, 0.000001, -0], a: { '\u20ac': 'é', '\r': '\n', '1': null } })).toBe(
      '{"a":{"\\r":"\\n","1":null,"€":"é"},"b":[1e+21,0.000001,0]}',
    )
  })

  test('says the same for the same, whatever the order of its names, and JSON reads it back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const plain = JSON.parse(JSON.stringify(value))
        const turned = Object.fromEntries(Object.entries(plain).reverse()) as typeof plain
        expect(canonicalJson(turned)).toBe(canonicalJson(plain))
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain)
      }),
    )
  })

  test('refuses what JSON cannot say', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(RangeError)
  })
})
