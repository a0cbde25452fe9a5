import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { phoneReader } from './phones.ts'
import { lifeOf } from './rules.ts'
import { declaredBytes, isSample, sampleBytes, sampleNames } from './samples.ts'
import type { Step } from './script.ts'
import { readCitizens, shippedTown } from './scripts.ts'

const citizens = readCitizens(shippedTown)
const steps: readonly Step[] = citizens.flatMap(({ days }) => days.flat())
const media = join(shippedTown, 'media')

describe('the shipped town', () => {
  it('has at least forty-four citizens, most of them writing Spanish, and the other languages', () => {
    expect(citizens.length).toBeGreaterThanOrEqual(44)
    const speakers = (...languages: string[]) => citizens.filter(({ language }) => languages.includes(language)).length
    expect(speakers('es')).toBeGreaterThan(citizens.length / 2)
    expect(speakers('ca', 'ca-valencia')).toBeGreaterThanOrEqual(4)
    expect(speakers('gl')).toBeGreaterThanOrEqual(3)
    expect(speakers('eu')).toBeGreaterThanOrEqual(3)
    expect(speakers('ar')).toBeGreaterThanOrEqual(1)
    expect(speakers('ro')).toBeGreaterThanOrEqual(1)
  })

  it('is of all ages', () => {
    const ages = citizens.map(({ age }) => age)
    expect(Math.min(...ages)).toBeLessThanOrEqual(16)
    expect(Math.max(...ages)).toBeGreaterThanOrEqual(90)
  })

  it('does everything people do with a phone', () => {
    const doing = (has: (step: Step) => unknown) => steps.filter((step) => has(step)).length
    expect(doing((step) => step.edit)).toBeGreaterThanOrEqual(1)
    expect(doing((step) => step.deletes)).toBeGreaterThanOrEqual(1)
    expect(doing((step) => step.react)).toBeGreaterThanOrEqual(3)
    expect(doing((step) => step.quote)).toBeGreaterThanOrEqual(2)
    expect(doing((step) => step.location)).toBeGreaterThanOrEqual(3)
    expect(doing((step) => step.unknown)).toBeGreaterThanOrEqual(1)
    expect(doing((step) => step.clock)).toBeGreaterThanOrEqual(2)
    expect(doing((step) => typeof step.text === 'string' && step.text.length > 600)).toBeGreaterThanOrEqual(1)
    for (const sample of ['photo', 'voice', 'video', 'pdf', 'sticker', 'contact'])
      expect(doing((step) => step.media === sample)).toBeGreaterThanOrEqual(1)
  })

  it('sends only samples that exist', () => {
    const sent = steps.flatMap(({ media }) => media ?? [])
    expect(sent.filter((name) => !isSample(name))).toEqual([])
  })

  it('asks both for the baja and for the baja del padrón', () => {
    const texts = steps.flatMap(({ text }) => text ?? [])
    expect(texts).toContain('BAJA')
    expect(texts.some((text) => /baja del padrón/.test(text))).toBe(true)
  })

  it('has phones that the product reads, and lives that end nowhere', () => {
    const read = phoneReader()
    for (const citizen of citizens) {
      expect(read(citizen.phone)).toBe(citizen.phone)
      const { beats } = lifeOf(citizen)
      const targets = beats.flatMap((beat) => (beat.kind === 'wait' ? [beat.answered, beat.unanswered] : []))
      expect(targets.every((target) => target > 0 && target <= beats.length)).toBe(true)
    }
  })
})

describe('readCitizens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-town-'))
  mkdirSync(join(folder, 'citizens'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const town = (person: object) => {
    const whole = { name: 'X', phone: '+34700000001', age: 30, language: 'es', about: 'Solo para la prueba', ...person }
    writeFileSync(join(folder, 'citizens', 'one.json'), JSON.stringify([whole]))
    return () => readCitizens(folder)
  }

  it.each([
    ['a real number', { phone: '+34600000001', days: [[{ after: 0, text: 'hola' }]] }],
    ['two things at once', { days: [[{ after: 0, text: 'hola', react: '👍' }]] }],
    ['no moment', { days: [[{ text: 'hola' }]] }],
    ['an edit of nothing', { days: [[{ after: 0, edit: true, of: 'nada', text: 'hola' }]] }],
    ['a typo in a key', { days: [[{ after: 0, txt: 'hola' }]] }],
  ])('refuses %s', (_, person) => {
    expect(town(person)).toThrow()
  })

  it('accepts a citizen who does one thing at a time', () => {
    expect(town({ days: [[{ after: 0, media: 'photo', text: 'mire' }]] })().length).toBe(1)
  })
})

describe('samples', () => {
  it('are small, and all there', () => {
    const files = readdirSync(media)
    const total = files.reduce((sum, file) => sum + statSync(join(media, file)).size, 0)
    expect(total).toBeLessThan(600_000)
    expect(existsSync(join(media, 'README.md'))).toBe(true)
  })

  it.each(sampleNames)('%s gives no more bytes than asked for', async (name) => {
    const bytes = await sampleBytes(name, media, 1_000)
    expect(bytes.length).toBeLessThanOrEqual(1_000)
    expect(bytes.length).toBe(Math.min(1_000, await declaredBytes(name, media)))
  })

  it('declares a hundred megabytes and sixty thousand pixels without having them', async () => {
    expect(await declaredBytes('huge', media)).toBe(104_857_600)
    const bomb = Buffer.from(await sampleBytes('bomb', media, 10_000))
    expect(bomb.length).toBeLessThan(200)
    expect([bomb.readUInt32BE(16), bomb.readUInt32BE(20)]).toEqual([60_000, 60_000])
    expect(Buffer.from(await sampleBytes('wrong_type', media, 10)).toString('latin1', 0, 2)).toBe('MZ')
  })
})

describe('phoneReader', () => {
  const read = phoneReader()

  it.each([
    ['700 00 00 01', '+34700000001'],
    ['0034 700-000-001', '+34700000001'],
    ['+34 (700) 000001', '+34700000001'],
  ])('reads %s', (written, phone) => {
    expect(read(written)).toBe(phone)
  })

  it.each(['', 'abcd', '+34', '112', '+34123', '+346001234567890', '+999999999999'])('refuses "%s"', (written) => {
    expect(read(written)).toBeNull()
  })
})
