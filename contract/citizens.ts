import { z } from 'zod'
import { procedure } from './base.ts'
import { done, id, instant, language, page, pageQuery } from './common.ts'
import { importFault } from './import-fault.ts'
import { conversationState } from './inbox.ts'

const name = z.string().trim().max(120)
const neighbourhood = z.string().trim().max(80)
const tag = z.string().trim().toLowerCase().min(1).max(30)
const note = z.string().trim().max(2000)

export const identifierKind = z.enum(['phone', 'lid', 'bsuid', 'username'])

/** What a person is known by at WhatsApp. */
export const identifier = z.object({
  id,
  kind: identifierKind,
  /** A phone is E.164. */
  value: z.string(),
  since: instant,
  /** When it stopped being theirs; null while it is. */
  until: instant.nullable(),
  /** Several people write from it. */
  shared: z.boolean(),
})
export type Identifier = z.infer<typeof identifier>

export const citizenSummary = z.object({
  id,
  name: z.string(),
  /** The one they wrote from last. */
  phone: z.string().nullable(),
  language: language.nullable(),
  neighbourhood: z.string(),
  tags: z.array(z.string()),
  /** Exact to the hour; null when they never wrote. */
  lastHeardAt: instant.nullable(),
})
export type CitizenSummary = z.infer<typeof citizenSummary>

export const consentOnCard = z.object({ purpose: z.string(), name: z.string(), state: z.string(), since: instant })

export const citizenCard = citizenSummary.extend({
  /** Grows with every edit; an edit names the one it saw. */
  revision: z.int(),
  note: z.string(),
  createdAt: instant,
  identifiers: z.array(identifier),
  counts: z.object({ conversations: z.int(), reports: z.int(), appointments: z.int() }),
  conversations: z.array(z.object({ id, line: z.string(), state: conversationState, lastAt: instant })),
  /** One entry per purpose the person was ever asked about. */
  consents: z.array(consentOnCard),
  /** Records of the same person that were made one with this, the newest first. */
  merged: z.array(
    z.object({
      mergeId: id,
      name: z.string(),
      note: z.string(),
      at: instant,
      /** Until when it can be undone; null when it no longer can. */
      undoUntil: instant.nullable(),
    }),
  ),
})
export type CitizenCard = z.infer<typeof citizenCard>

const filters = z.object({
  /** Words of the name or the beginning of a phone, with or without its prefix. */
  q: z.string().max(200).optional(),
  neighbourhood: neighbourhood.optional(),
  language: language.optional(),
  tag: tag.optional(),
  /** With a consent given for this purpose. */
  consent: z.string().max(64).optional(),
  /** Without one. */
  noConsent: z.string().max(64).optional(),
})
export type CitizenFilters = z.infer<typeof filters>

export const citizenSettings = z.object({
  /** The neighbourhoods of the town, in the order they are offered. */
  neighbourhoods: z.array(z.string().trim().min(1).max(80)).max(300),
  /** The largest list that may be imported, in MiB. */
  importMegabytes: z.int().min(1).max(200),
})
export type CitizenSettings = z.infer<typeof citizenSettings>

/** Why two records may be of one person. */
export const likeness = z.enum(['same_phone', 'same_name', 'phone_and_lid'])

export const mergePreview = z.object({
  kept: citizenSummary,
  merged: citizenSummary,
  /** What the merged record brings. */
  moves: z.object({
    identifiers: z.int(),
    conversations: z.int(),
    /** Of those, how many join a thread the kept one has on the same line. */
    joined: z.int(),
    messages: z.int(),
    reports: z.int(),
    appointments: z.int(),
  }),
  /** What the kept record lacks and takes from the merged one. */
  fills: z.array(z.enum(['name', 'language', 'neighbourhood', 'note', 'tags'])),
})
export type MergePreview = z.infer<typeof mergePreview>

export const importFields = [
  'name',
  'surnames',
  'phone',
  'language',
  'neighbourhood',
  'tags',
  'note',
  'purposes',
] as const
export const importField = z.enum(importFields)
export type ImportField = z.infer<typeof importField>

/** What each column of a file holds; null for one that is left out. */
const columns = z.array(importField.nullable()).min(1).max(100)

export const importVerdicts = ['new', 'updates', 'unchanged', 'duplicate', 'invalid', 'suppressed', 'blank'] as const
export const importVerdict = z.enum(importVerdicts)
export type ImportVerdict = z.infer<typeof importVerdict>

/**
 * Why a row is what it is, or what to know of one that is taken. `in_file`: an earlier row has the phone;
 * `other_person`: the phone is of somebody with another name; the `unknown_` ones are taken without that value.
 */
export const importReason = z.enum([
  'no_phone',
  'not_a_phone',
  'landline',
  'in_file',
  'other_person',
  'foreign',
  'unknown_language',
  'unknown_neighbourhood',
  'shortened',
])
export type ImportReason = z.infer<typeof importReason>

export const importState = z.enum([
  'receiving',
  'received',
  'checking',
  'checked',
  'importing',
  'done',
  'cancelled',
  'failed',
])

export const importCounts = z.record(importVerdict, z.int())
export type ImportCounts = z.infer<typeof importCounts>

export const citizenImport = z.object({
  id,
  fileName: z.string(),
  bytes: z.int(),
  received: z.int(),
  state: importState,
  /** From 0 to 1, of what it is doing. */
  progress: z.number(),
  counts: importCounts,
  fault: importFault.nullable(),
  /** The first rows that are not simply taken. */
  problems: z.array(
    z.object({ line: z.int(), verdict: importVerdict, reason: importReason.nullable(), name: z.string() }),
  ),
  createdAt: instant,
})
export type CitizenImport = z.infer<typeof citizenImport>

export const importLook = z.object({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  separator: z.enum([';', ',', '\t']),
  /** The first row names the columns. */
  header: z.boolean(),
  columns,
  /** The first rows as they stand, that of the names included. */
  sample: z.array(z.array(z.string())),
})
export type ImportLook = z.infer<typeof importLook>

/** A page of a CSV file, whose first one has the names of the columns; the pages one after another are the file. */
const csvPage = z.object({ csv: z.string(), nextCursor: z.string().nullable() })

/** Bytes of one piece of a file that is being imported; only the last may be smaller. */
export const importPiece = 1024 * 1024

const target = z.object({ id })

export const citizens = {
  list: procedure('citizens.read')
    .route({ method: 'GET', path: '/citizens', summary: 'Citizens by name; those without one last' })
    .input(pageQuery.extend(filters.shape))
    .output(page(citizenSummary)),
  count: procedure('citizens.read')
    .route({ method: 'GET', path: '/citizens/count', summary: 'How many citizens a filter finds' })
    .input(filters)
    .output(z.object({ count: z.int() })),
  facets: procedure('citizens.read')
    .route({ method: 'GET', path: '/citizens/facets', summary: 'What citizens can be filtered by' })
    .output(
      z.object({
        neighbourhoods: z.array(z.string()),
        tags: z.array(z.string()),
        /** Empty where no consents are kept. */
        purposes: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    ),
  get: procedure('citizens.read')
    .route({ method: 'GET', path: '/citizens/{id}', summary: 'The card of a citizen; of a merged one, the kept one' })
    .input(target)
    .output(citizenCard),
  update: procedure('citizens.write')
    .route({ method: 'PUT', path: '/citizens/{id}', summary: 'Change a card' })
    .input(
      z.object({
        id,
        /** Refused with CITIZEN_CHANGED when the card has another by now. */
        revision: z.int(),
        name,
        language: language.nullable(),
        neighbourhood,
        tags: z.array(tag).max(20),
        note,
      }),
    )
    .output(citizenCard),
  addPhone: procedure('citizens.write')
    .route({ method: 'POST', path: '/citizens/{id}/phones', summary: 'Another phone of the same person' })
    .input(z.object({ id, phone: z.string().trim().min(1).max(40) }))
    .output(citizenCard),
  /** A phone takes the WhatsApp ids along: nobody knows any more whose they are. */
  detach: procedure('citizens.write')
    .route({ method: 'POST', path: '/citizens/{id}/detach', summary: 'A number is no longer this person’s' })
    .input(z.object({ id, identifierId: id }))
    .output(citizenCard),
  share: procedure('citizens.write')
    .route({ method: 'POST', path: '/citizens/{id}/share', summary: 'Several people write from a number, or one' })
    .input(z.object({ id, identifierId: id, shared: z.boolean() }))
    .output(citizenCard),
  settings: procedure('citizens.read')
    .route({ method: 'GET', path: '/citizens/settings', summary: 'Neighbourhoods, and how much may be imported' })
    .output(citizenSettings),
  saveSettings: procedure('citizens.manage')
    .route({ method: 'PUT', path: '/citizens/settings', summary: 'Change the neighbourhoods' })
    .input(citizenSettings)
    .output(citizenSettings),
  proposals: procedure('citizens.manage')
    .route({ method: 'GET', path: '/citizens/proposals', summary: 'Records that may be of one person' })
    .output(z.array(z.object({ why: likeness, one: citizenSummary, other: citizenSummary }))),
  distinct: procedure('citizens.manage')
    .route({ method: 'POST', path: '/citizens/distinct', summary: 'Two records are of two people' })
    .input(z.object({ oneId: id, otherId: id }))
    .output(done),
  previewMerge: procedure('citizens.manage')
    .route({ method: 'GET', path: '/citizens/merge', summary: 'What a merge would move' })
    .input(z.object({ keptId: id, mergedId: id }))
    .output(mergePreview),
  merge: procedure('citizens.manage')
    .route({ method: 'POST', path: '/citizens/merge', summary: 'Make two records of one person one' })
    .input(z.object({ keptId: id, mergedId: id }))
    .output(z.object({ mergeId: id, undoUntil: instant })),
  undoMerge: procedure('citizens.manage')
    .route({ method: 'POST', path: '/citizens/merges/{id}/undo', summary: 'Put both records back' })
    .input(target)
    .output(citizenCard),
  exportList: procedure('citizens.manage')
    .route({ method: 'POST', path: '/citizens/export', summary: 'The list as CSV, page by page' })
    .input(filters.extend({ cursor: z.string().max(200).optional() }))
    .output(csvPage),
  beginImport: procedure('citizens.manage')
    .route({ method: 'POST', path: '/citizens/imports', summary: 'Begin to import a list' })
    .input(z.object({ fileName: z.string().trim().min(1).max(200), bytes: z.int().min(0) }))
    .output(citizenImport),
  /** Piece `position`, from 0; one that was sent already is taken once. */
  sendPiece: procedure('citizens.manage')
    .route({
      method: 'POST',
      path: '/citizens/imports/{id}/pieces',
      summary: 'A piece of the file (multipart, `file`)',
    })
    .input(z.object({ id, position: z.coerce.number().int().min(0), file: z.file().max(importPiece) }))
    .output(citizenImport),
  lookAtImport: procedure('citizens.manage')
    .route({ method: 'GET', path: '/citizens/imports/{id}/look', summary: 'How the file seems to be written' })
    .input(target)
    .output(importLook),
  checkImport: procedure('citizens.manage')
    .route({ method: 'POST', path: '/citizens/imports/{id}/check', summary: 'Judge every row; nothing is written' })
    .input(z.object({ id, header: z.boolean(), separator: importLook.shape.separator, columns }))
    .output(citizenImport),
  commitImport: procedure('citizens.manage')
    .route({ method: 'POST', path: '/citizens/imports/{id}/commit', summary: 'Write the rows that are taken' })
    .input(target)
    .output(citizenImport),
  cancelImport: procedure('citizens.manage')
    .route({ method: 'POST', path: '/citizens/imports/{id}/cancel', summary: 'Stop; what is written stays' })
    .input(target)
    .output(citizenImport),
  import: procedure('citizens.manage')
    .route({ method: 'GET', path: '/citizens/imports/{id}', summary: 'How far an import is' })
    .input(target)
    .output(citizenImport),
  verdicts: procedure('citizens.manage')
    .route({ method: 'POST', path: '/citizens/imports/{id}/verdicts', summary: 'What became of each row, as CSV' })
    .input(z.object({ id, cursor: z.string().max(200).optional() }))
    .output(csvPage),
}
