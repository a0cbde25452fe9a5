import { describe, expect, it } from 'vitest'
import { fetchAgainAfter, type Inspected, judge, maxBytes } from './rules.ts'

const photo: Inspected = {
  declaredMime: 'image/jpeg',
  bytes: 90_000,
  sniffedMime: 'image/jpeg',
  pixels: { width: 1600, height: 1200 },
}

describe('judge', () => {
  it('keeps a photo', () => expect(judge(photo)).toBeNull())
  it('keeps a voice note that sniffs as Ogg', () =>
    expect(
      judge({ ...photo, declaredMime: 'audio/ogg; codecs=opus', sniffedMime: 'audio/ogg; codecs=opus', pixels: null }),
    ).toBeNull())
  it('keeps a PDF', () =>
    expect(
      judge({ ...photo, declaredMime: 'application/pdf', sniffedMime: 'application/pdf', pixels: null }),
    ).toBeNull())
  it('keeps a contact card, which no bytes can prove', () =>
    expect(judge({ ...photo, declaredMime: 'text/vcard', sniffedMime: null, pixels: null })).toBeNull())
  it.each([
    ['empty', { ...photo, bytes: 0 }],
    ['too_large', { ...photo, bytes: maxBytes + 1 }],
    ['bomb', { ...photo, pixels: { width: 60_000, height: 60_000 } }],
    ['wrong_type', { ...photo, sniffedMime: 'application/x-msdownload' }],
    ['wrong_type', { ...photo, sniffedMime: 'application/pdf' }],
    ['wrong_type', { ...photo, sniffedMime: null }],
    ['wrong_type', { ...photo, declaredMime: 'application/pdf', sniffedMime: 'application/x-msdownload' }],
  ] as const)('refuses %s', (reason, item) => expect(judge(item)).toBe(reason))
})

it('gives up after five tries', () => {
  expect(fetchAgainAfter(1)).toBe(1000)
  expect(fetchAgainAfter(6)).toBeNull()
})
