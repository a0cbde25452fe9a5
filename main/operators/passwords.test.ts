import { describe, expect, it } from 'vitest'
import { passwords } from './passwords.ts'

const light = { logN: 10, r: 8, p: 1 }

describe('passwords', () => {
  it('verifies what it hashed and nothing else', async () => {
    const { hash, verify } = passwords(light)
    const encoded = await hash('tres trenes verdes')
    expect(await verify(encoded, 'tres trenes verdes')).toEqual({ ok: true, outdated: false })
    expect(await verify(encoded, 'Tres trenes verdes')).toEqual({ ok: false, outdated: false })
  })

  it('salts: one password has two hashes', async () => {
    const { hash } = passwords(light)
    expect(await hash('482915')).not.toBe(await hash('482915'))
  })

  it('uses the cost OWASP names, written in the hash', async () => {
    const { hash, verify } = passwords()
    const encoded = await hash('tres trenes verdes')
    expect(encoded).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(await verify(encoded, 'tres trenes verdes')).toEqual({ ok: true, outdated: false })
  })

  it('says when a right password has an old hash, so that it can be made again', async () => {
    const encoded = await passwords(light).hash('tres trenes verdes')
    const { verify } = passwords({ ...light, logN: 11 })
    expect(await verify(encoded, 'tres trenes verdes')).toEqual({ ok: true, outdated: true })
    expect(await verify(encoded, 'otra cosa')).toEqual({ ok: false, outdated: false })
  })

  it('equals composed and decomposed accents', async () => {
    const { hash, verify } = passwords(light)
    expect((await verify(await hash('añil'.normalize('NFD')), 'añil'.normalize('NFC'))).ok).toBe(true)
  })

  it('refuses for an account that does not exist', async () => {
    expect(await passwords(light).verify(null, 'tres trenes verdes')).toEqual({ ok: false, outdated: false })
  })

  it('refuses a hash it cannot read', async () => {
    await expect(passwords(light).verify('$2b$10$abc', 'x')).rejects.toThrow('cannot be read')
  })

  it('turns away a flood and works again afterwards', async () => {
    const { hash } = passwords(light)
    const results = await Promise.allSettled(Array.from({ length: 108 }, () => hash('tres trenes verdes')))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(8)
    expect(refused[0]).toMatchObject({ reason: { code: 'TOO_MANY_REQUESTS' } })
    await expect(hash('tres trenes verdes')).resolves.toContain('$scrypt$')
  })
})
