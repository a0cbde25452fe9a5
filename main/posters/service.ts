/// <reference path="./qrcode.d.ts" />
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toBuffer } from 'qrcode'
import { z } from 'zod'
import type { Language } from '../../contract/common.ts'
import type { Poster } from '../../contract/poster.ts'
import { Problem } from '../../contract/problems.ts'
import type { Town } from '../../contract/settings.ts'
import type { RenderPdf } from '../documents/printed-document.ts'
import { type AuditTrail, actorOf, type Operator } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { allPosters, insertPoster, type PosterRow, posterByCode, posterById } from './queries.ts'
import { freeCode, joinLink, type PosterWords, posterDocument } from './rules.ts'

type Needs = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
  readonly renderPdf: RenderPdf
  /** The folder of what posters say. */
  readonly resources: string
}

const wordsFile = z.object({
  title: z.string(),
  what: z.string(),
  how: z.string(),
  byHand: z.string(),
  leaving: z.string(),
  privacy: z.string(),
  alt: z.string(),
})

/** A poster as a file. */
type Printed = { readonly name: string; readonly bytes: Uint8Array }

/** Pixels of the side of the QR: sharp at twelve centimetres. */
const qrWidth = 1400

const shown = ({ id, code, place, created_at: createdAt }: PosterRow): Poster => ({ id, code, place, createdAt })

/** Posters with which people join the notices of the town. */
export function posters({ store, clock, newId, audit, town, renderPdf, resources }: Needs) {
  const wordsIn = async (language: Language): Promise<PosterWords> =>
    wordsFile.parse(JSON.parse(await readFile(join(resources, `${language}.json`), 'utf8')))

  return {
    async list(): Promise<Poster[]> {
      return (await allPosters(store.read)).map(shown)
    },

    /** Throws `BAD_INPUT` when no code is left. */
    async create(operator: Operator, { place }: { place: string }): Promise<Poster> {
      const id = newId()
      const now = clock.now()
      return store.transaction(async (tx) => {
        const taken = new Set((await allPosters(tx)).map(({ code }) => code))
        const code = freeCode(taken, taken.size)
        if (code === null) throw new Problem('BAD_INPUT', { fields: ['place'] })
        const row = { id, code, place, created_at: now }
        await insertPoster(tx, row)
        const act = { actor: actorOf(operator), action: 'poster.create', result: 'ok', detail: code } as const
        await audit.record(tx, { ...act, object: { kind: 'poster', id } })
        await store.changes.note(tx, [{ kind: 'consents', objectId: 'posters' }])
        return shown(row)
      })
    },

    /** `phone`: of the line, E.164. Throws `NOT_FOUND`, and `BAD_INPUT` while the line has no number. */
    async print(id: string, phone: string | null, languages: readonly Language[]): Promise<Printed> {
      const row = await posterById(store.read, id)
      if (!row) throw new Problem('NOT_FOUND')
      if (phone === null) throw new Problem('BAD_INPUT', { fields: ['phone'] })
      const { name, timeZone } = await town()
      const facts = { code: row.code, place: row.place, town: name, phone }
      const words = await Promise.all(languages.map(async (language) => [language, await wordsIn(language)] as const))
      const qr = await toBuffer(joinLink(facts), {
        ...{ type: 'png', errorCorrectionLevel: 'M', width: qrWidth, margin: 2 },
      } as const)
      const day = new Intl.DateTimeFormat(languages[0] ?? 'es', { dateStyle: 'long', timeZone }).format(clock.now())
      return { name: `cartel-${row.code}.pdf`, bytes: await renderPdf(posterDocument(facts, words, qr, day)) }
    },

    /** Whether a poster with that code was made. */
    async isPrinted(db: Reader | Writer, code: string): Promise<boolean> {
      return (await posterByCode(db, { code })).length > 0
    },
  }
}

export type Posters = ReturnType<typeof posters>
