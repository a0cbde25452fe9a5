import { describe, expect, it } from 'vitest'
import { decoded, encodingOf } from './encoding.ts'

async function* inPieces(bytes: Uint8Array, size = 7) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const text = 'Nombre;Barrio\r\nMaría Núñez;La Peña\r\n'
const latin = Buffer.from(text, 'latin1')
const utf16 = Buffer.from(text, 'utf16le')

async function read(bytes: Uint8Array) {
  const encoding = await encodingOf(() => inPieces(bytes, 4099))
  let all = ''
  for await (const part of decoded(inPieces(bytes), encoding)) all += part
  return { encoding, all }
}

describe('the encoding of a list', () => {
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['utf-16le', utf16],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
    ['windows-1252', latin],
  ] as const)('%s is recognised and read, whatever the pieces cut through', async (encoding, bytes) =>
    expect(await read(bytes)).toEqual({ encoding, all: text }),
  )

  it('that nothing decodes is said with its line', async () => {
    const damaged = Buffer.concat([Buffer.from('Nombre\nJosé\nAna'), Buffer.from([0xc3, 0x28]), Buffer.from('\n')])
    await expect(read(damaged)).rejects.toMatchObject({ fault: { reason: 'undecodable', line: 3 } })
  })
  it('with a byte that Windows-1252 lacks is said with its line', async () => {
    const damaged = Buffer.from([...Buffer.from('a\nb\n\xf1', 'latin1'), 0x81])
    await expect(read(damaged)).rejects.toMatchObject({ fault: { reason: 'undecodable', line: 3 } })
  })
  it('of a program or picture is no text', async () =>
    await expect(read(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 0x1a]))).rejects.toMatchObject({
      fault: { reason: 'undecodable', line: 1 },
    }))
})
