import { readFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { describe, expect, test } from 'vitest'
import { pdfObjects, pdfText } from '../../tests/support/pdf-text.ts'
import { pdfPrinter } from './pdf.ts'
import type { Block, PrintedDocument } from './printed-document.ts'

const { renderPdf } = pdfPrinter({ clock: { now: () => Date.UTC(2026, 10, 26) }, resources: 'resources' })

const printed = (blocks: readonly Block[]): PrintedDocument => ({
  title: 'Prueba de permiso',
  language: 'ca-valencia',
  town: 'Ajuntament de Vilamunt',
  madeAt: '26 de novembre de 2026',
  footer: 'Registre de permisos',
  blocks,
})

const heads = (pdf: Uint8Array) => [...pdfObjects(pdf).values()].map(({ head }) => head).join('\n')
const flat = (pdf: Uint8Array) => pdfText(pdf).replaceAll('\n', ' ').replaceAll(/ +/g, ' ')

describe('renderPdf', () => {
  test('prints every kind of block with the words as they are', async () => {
    const pdf = await renderPdf(
      printed([
        { kind: 'heading', level: 1, text: 'Cronologia' },
        { kind: 'paragraph', text: 'Va dir que sí: «pingüí», Begoña, col·legi.' },
        { kind: 'facts', rows: [['Idioma', 'valencià']] },
        { kind: 'quote', text: 'ACEPTO 👍' },
        { kind: 'code', text: '00ff'.repeat(16) },
        { kind: 'table', head: ['Nom', 'Data'], rows: [['Rosa', '']] },
      ]),
    )
    const text = flat(pdf)
    for (const words of ['Prueba de permiso', 'Ajuntament de Vilamunt', 'Cronologia', '«pingüí», Begoña, col·legi.'])
      expect(text).toContain(words)
    for (const words of ['valencià', 'ACEPTO [U+1F44D]', '00ff'.repeat(16), 'Rosa', '1 / 1', 'Registre de permisos'])
      expect(text).toContain(words)
  })

  test('is tagged, names its language and title, and says nothing of the machine or of a person', async () => {
    const pdf = await renderPdf(printed([{ kind: 'heading', level: 2, text: 'Punt' }]))
    const all = heads(pdf)
    for (const mark of ['/Marked true', '/StructTreeRoot', '/Lang (ca-ES-valencia)', '/DisplayDocTitle true'])
      expect(all).toContain(mark)
    expect(all).toMatch(/\/S \/H1\b/)
    expect(all).toMatch(/\/S \/H3\b/)
    expect(all).not.toContain('/Author')
    for (const name of [hostname(), userInfo().username, process.cwd()])
      expect(Buffer.from(pdf).toString('latin1')).not.toContain(`(${name})`)
  })

  test('loses no word of a text, a value or a row longer than a page', async () => {
    const words = Array.from({ length: 3000 }, (_, at) => `p${at}`)
    const long = words.join(' ')
    const pdf = await renderPdf(
      printed([
        { kind: 'quote', text: long },
        { kind: 'facts', rows: [['Text', long]] },
        { kind: 'table', head: ['A', 'B'], rows: [['x', long]] },
      ]),
    )
    const found = new Map<string, number>()
    for (const word of flat(pdf).split(' ')) found.set(word, (found.get(word) ?? 0) + 1)
    expect(words.filter((word) => found.get(word) !== 3)).toEqual([])
  })

  test('repeats the head of a long table on every page', async () => {
    const rows = Array.from({ length: 200 }, (_, at) => [`fila ${at}`, 'x'])
    const text = flat(await renderPdf(printed([{ kind: 'table', head: ['Capçalera', 'B'], rows }])))
    const pages = Number(/1 \/ (\d+)/.exec(text)?.[1])
    expect(pages).toBeGreaterThan(2)
    expect(text.split('Capçalera').length - 1).toBe(pages)
  })

  const icon = readFileSync('resources/icons/tray.png')
  const damaged = Buffer.from(icon)
  damaged.fill(0xff, damaged.length - 60, damaged.length - 20)

  test.each([
    ['a sound picture', 'image/png', icon, false],
    ['a damaged one', 'image/png', damaged, true],
    ['half a picture', 'image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), true],
    ['another kind', 'image/webp', icon, true],
  ])('%s: %s', async (_case, mime, data, replaced) => {
    const pdf = await renderPdf(printed([{ kind: 'image', data, mime, alt: 'Dibuix de prova' }]))
    expect(flat(pdf).includes('[Dibuix de prova]')).toBe(replaced)
    expect(heads(pdf).includes('/Subtype /Image')).toBe(!replaced)
    expect(heads(pdf).includes('/Alt (Dibuix de prova)')).toBe(!replaced)
  })
})
