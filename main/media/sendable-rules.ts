/** WhatsApp's own limit for everything but documents, and what the way out was tried with. */
export const largestSent = 16 * 1024 * 1024

/** How WhatsApp shows what is sent. */
export type SentKind = 'image' | 'audio' | 'document'

export type Refusal = 'dangerous' | 'unknown_type' | 'bomb' | 'damaged'

type Format = { readonly kind: SentKind; readonly mime: string; readonly endings: readonly [string, ...string[]] }

const office = 'application/vnd.openxmlformats-officedocument.'
const open = 'application/vnd.oasis.opendocument.'

/** What may leave, by what its content is. Anything else is refused. */
const formats: Readonly<Record<string, Format>> = {
  'image/jpeg': { kind: 'image', mime: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  'image/png': { kind: 'image', mime: 'image/png', endings: ['png'] },
  'image/webp': { kind: 'image', mime: 'image/webp', endings: ['webp'] },
  'audio/mpeg': { kind: 'audio', mime: 'audio/mpeg', endings: ['mp3'] },
  'audio/mp4': { kind: 'audio', mime: 'audio/mp4', endings: ['m4a'] },
  'audio/x-m4a': { kind: 'audio', mime: 'audio/mp4', endings: ['m4a'] },
  'audio/aac': { kind: 'audio', mime: 'audio/aac', endings: ['aac'] },
  'audio/amr': { kind: 'audio', mime: 'audio/amr', endings: ['amr'] },
  'audio/ogg': { kind: 'audio', mime: 'audio/ogg', endings: ['ogg', 'oga', 'opus'] },
  'audio/wav': { kind: 'document', mime: 'audio/wav', endings: ['wav'] },
  'application/pdf': { kind: 'document', mime: 'application/pdf', endings: ['pdf'] },
  [`${office}wordprocessingml.document`]: document(`${office}wordprocessingml.document`, 'docx'),
  [`${office}spreadsheetml.sheet`]: document(`${office}spreadsheetml.sheet`, 'xlsx'),
  [`${office}presentationml.presentation`]: document(`${office}presentationml.presentation`, 'pptx'),
  [`${open}text`]: document(`${open}text`, 'odt'),
  [`${open}spreadsheet`]: document(`${open}spreadsheet`, 'ods'),
  [`${open}presentation`]: document(`${open}presentation`, 'odp'),
  'text/calendar': document('text/calendar', 'ics'),
}

/** Older Office documents: one container for all, told apart by what it holds. */
const oldOffice: readonly { readonly holds: string; readonly format: Format }[] = [
  { holds: 'WordDocument', format: document('application/msword', 'doc') },
  { holds: 'Workbook', format: document('application/vnd.ms-excel', 'xls') },
  { holds: 'PowerPoint Document', format: document('application/vnd.ms-powerpoint', 'ppt') },
]

/** Text says nothing of itself: here its name counts. */
const texts: Readonly<Record<string, Format>> = {
  txt: document('text/plain', 'txt'),
  csv: document('text/csv', 'csv'),
}

function document(mime: string, ending: string): Format {
  return { kind: 'document', mime, endings: [ending] }
}

/** Names that a computer would run, or open with a program that runs what is inside. */
const runs = new Set(
  `exe msi msp com scr pif bat cmd ps1 psm1 vbs vbe js jse mjs cjs ws wsf wsh hta cpl dll sys reg lnk url scf inf
   jar apk app dmg pkg deb rpm sh bash run bin elf py pl rb php htm html xhtml mht mhtml svg xml chm iso img vhd
   docm dotm xlsm xltm xlam pptm potm ppam ppsm xll one`
    .split(/\s+/)
    .filter(Boolean),
)

const runsByContent =
  /msdownload|x-elf|mach-binary|java-archive|android|shockwave|wasm|x-ms-shortcut|macroenabled|x-msi|html$|[/+]xml$/i

export type Examined = {
  readonly fileName: string
  /** What the content is, read from its first bytes; null when nothing recognises it. */
  readonly sniffedMime: string | null
  readonly isBomb: boolean
  /** Which of `telltales` stand in the content. */
  readonly holds: ReadonlySet<string>
  /** Readable text from end to end; null when it is none. */
  readonly text: string | null
}

const macros = ['_VBA_PROJECT', 'vbaProject.bin', 'Basic/script-lc.xml']

/** What to look for inside containers, as text of one or two bytes a letter. */
export const telltales: readonly string[] = [...macros, ...oldOffice.map(({ holds }) => holds)]

export type Sendable = { readonly kind: SentKind; readonly mime: string; readonly fileName: string }

/** As what a file leaves, or why it may not. Its content decides; its name may only agree or be mended. */
export function asSendable(file: Examined): Sendable | Refusal {
  const name = cleanName(file.fileName)
  const ending = endingOf(name)
  if (runs.has(ending) || runsByContent.test(file.sniffedMime ?? '')) return 'dangerous'
  if (macros.some((each) => file.holds.has(each)) || looksActive(file.text)) return 'dangerous'
  const format = formatOf(file, ending)
  if (!format) return 'unknown_type'
  if (file.isBomb) return 'bomb'
  return { kind: format.kind, mime: format.mime, fileName: withEnding(name, ending, format) }
}

function formatOf({ sniffedMime, holds, text }: Examined, ending: string): Format | undefined {
  if (sniffedMime === null) return text === null ? undefined : texts[ending]
  if (sniffedMime === 'application/x-cfb') return oldOffice.find((each) => holds.has(each.holds))?.format
  return formats[sniffedMime.split(';')[0] ?? '']
}

const looksActive = (text: string | null) =>
  text !== null && /^\uFEFF?\s*(#!|<(!doctype|html|script|svg|\?xml|\?php))/i.test(text)

/** No folders, nothing invisible, nothing that turns the direction of reading and so hides an ending. */
export function cleanName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  return last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, '').replace(/^[\s.]+|[\s.]+$/g, '')
}

const endingOf = (name: string) => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''

const known = new Set([...Object.values(formats), ...oldOffice.map(({ format }) => format)].flatMap((f) => f.endings))
const longestName = 120

/** The name with an ending that says what it is: a known one that says something else is replaced. */
function withEnding(name: string, ending: string, { endings, kind }: Format): string {
  const fits = endings.includes(ending)
  const right = fits ? ending : endings[0]
  const stem = fits || known.has(ending) ? name.slice(0, -ending.length - 1) : name
  const shown = { image: 'imagen', audio: 'audio', document: 'documento' }[kind]
  return `${stem.slice(0, longestName).trim() || shown}.${right}`
}

/** How a type that may leave is shown. */
export const kindOf = (mime: string): SentKind =>
  Object.values(formats).find((format) => format.mime === mime)?.kind ?? 'document'

/** WhatsApp shows no words with a sound. */
export const takesCaption = (kind: SentKind) => kind !== 'audio'
