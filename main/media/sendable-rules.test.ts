import { describe, expect, it } from 'vitest'
import { asSendable, cleanName, type Examined, kindOf, takesCaption } from './sendable-rules.ts'

const file = (fileName: string, sniffedMime: string | null, rest: Partial<Examined> = {}): Examined => ({
  ...{ fileName, sniffedMime, isBomb: false, holds: new Set<string>(), text: null },
  ...rest,
})

describe('what may leave, by its content', () => {
  it.each([
    ['bache.jpg', 'image/jpeg', 'image', 'bache.jpg'],
    ['captura.png', 'image/png', 'image', 'captura.png'],
    ['FOTO.JPEG', 'image/jpeg', 'image', 'FOTO.jpeg'],
    ['en realidad.png', 'image/jpeg', 'image', 'en realidad.jpg'],
    ['sin nombre', 'application/pdf', 'document', 'sin nombre.pdf'],
    ['', 'image/webp', 'image', 'imagen.webp'],
    ['bando nº 3.2026', 'application/pdf', 'document', 'bando nº 3.2026.pdf'],
    ['nota.opus', 'audio/ogg; codecs=opus', 'audio', 'nota.opus'],
    ['aviso.m4a', 'audio/x-m4a', 'audio', 'aviso.m4a'],
    [
      'instancia.docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'document',
      'instancia.docx',
    ],
  ])('%s, which is %s', (name, mime, kind, leavesAs) => {
    expect(asSendable(file(name, mime))).toMatchObject({ kind, fileName: leavesAs })
  })

  it('knows old Office documents by what they hold', () => {
    const old = (holds: string, name = 'censo.xls') =>
      asSendable(file(name, 'application/x-cfb', { holds: new Set([holds]) }))
    expect(old('Workbook')).toMatchObject({ mime: 'application/vnd.ms-excel', fileName: 'censo.xls' })
    expect(old('WordDocument', 'acta')).toMatchObject({ mime: 'application/msword', fileName: 'acta.doc' })
    expect(old('an installer', 'acta.doc')).toBe('unknown_type')
  })

  it('takes readable text by its name', () => {
    expect(asSendable(file('padrón.csv', null, { text: 'a;b' }))).toMatchObject({ mime: 'text/csv' })
    expect(asSendable(file('notas.txt', null, { text: 'hola' }))).toMatchObject({ mime: 'text/plain' })
    expect(asSendable(file('notas.xyz', null, { text: 'hola' }))).toBe('unknown_type')
    expect(asSendable(file('notas.txt', null))).toBe('unknown_type')
  })
})

describe('what may not', () => {
  it.each([
    ['factura.exe', 'application/x-msdownload'],
    ['factura.pdf', 'application/x-msdownload'],
    ['factura.pdf.exe', 'application/pdf'],
    ['foto.jpg', 'application/x-elf'],
    ['enlace.lnk', 'application/x-ms-shortcut'],
    ['plano.svg', 'application/xml'],
    ['plano.jpg', 'application/xml'],
    ['macro.docm', 'application/vnd.ms-word.document.macroenabled.12'],
    ['app.apk', 'application/zip'],
    ['pagina.html', null],
    ['\u202Efdp.exe', 'application/pdf'],
    ['factura.exe. ', 'application/pdf'],
  ])('%s (%s) would be run', (name, mime) => {
    expect(asSendable(file(name, mime, { text: mime === null ? 'x' : null }))).toBe('dangerous')
  })

  it.each(['<!DOCTYPE html>', '  <script>', '#!/bin/sh', '\uFEFF<?xml version="1.0"?>', '<svg>'])(
    'text that begins with %s',
    (text) => expect(asSendable(file('notas.txt', null, { text }))).toBe('dangerous'),
  )

  it.each(['_VBA_PROJECT', 'vbaProject.bin', 'Basic/script-lc.xml'])('a document with macros: %s', (macro) => {
    const holds = new Set([macro, 'WordDocument'])
    expect(asSendable(file('acta.doc', 'application/x-cfb', { holds }))).toBe('dangerous')
  })

  it.each([
    ['video.mp4', 'video/mp4'],
    ['foto.heic', 'image/heic'],
    ['todo.zip', 'application/zip'],
    ['nada', null],
  ])('%s: a kind that is not sent', (name, mime) => expect(asSendable(file(name, mime))).toBe('unknown_type'))

  it('a picture too large to be shown', () => {
    expect(asSendable(file('foto.png', 'image/png', { isBomb: true }))).toBe('bomb')
  })
})

it.each([
  ['C:\\Users\\ana\\Escritorio\\bando.pdf', 'bando.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['a\u202Eb\u0000c\u200B.pdf', 'abc.pdf'],
  ['  .oculto. ', 'oculto'],
  ['a<b>:"|?*.pdf', 'ab.pdf'],
  ['media \uD800.pdf', 'media \uFFFD.pdf'],
])('cleans the name %j', (name, clean) => expect(cleanName(name)).toBe(clean))

it('keeps a very long name short', () => {
  const sendable = asSendable(file(`${'a'.repeat(5000)}.pdf`, 'application/pdf'))
  expect(sendable).toMatchObject({ fileName: `${'a'.repeat(120)}.pdf` })
})

it('knows of a kept type how it is shown, and that a sound takes no words', () => {
  expect(['image/png', 'audio/ogg', 'application/pdf', 'text/csv'].map(kindOf)).toEqual([
    ...['image', 'audio', 'document', 'document'],
  ])
  expect(takesCaption('audio')).toBe(false)
  expect(takesCaption('image')).toBe(true)
})
