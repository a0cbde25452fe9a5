import type { BlobStore } from '../store/blobs.ts'
import type { Reader, Writer } from '../store/store.ts'
import { carriedElsewhere, deleteMedia, isNamed, mediaOfCitizen } from './personal-queries.ts'

type Row = Awaited<ReturnType<typeof mediaOfCitizen>>[number]

/** The pictures, voices and documents between a citizen and the town. */
export function mediaPersonalData({ blobs }: { readonly blobs: Pick<BlobStore, 'get'> }) {
  const fileOf = (row: Row) => {
    const { blob } = row
    return blob === null ? [] : [{ name: nameOf(row), mime: row.mime, bytes: () => blobs.get(blob) }]
  }
  return {
    name: 'files',

    async collect(db: Reader | Writer, citizenId: string) {
      const rows = await mediaOfCitizen(db, citizenId)
      return { json: rows.map(asJson), files: rows.flatMap(fileOf) }
    },

    /** Before the messages that carry them. */
    async erase(tx: Writer, citizenId: string) {
      const all = await mediaOfCitizen(tx, citizenId)
      const ids = all.map(({ id }) => id)
      const shared = await carriedElsewhere(tx, citizenId, ids)
      const rows = all.filter(({ id }) => !shared.has(id))
      await deleteMedia(
        tx,
        rows.map(({ id }) => id),
      )
      const blobs = [...new Set(rows.flatMap(({ blob }) => blob ?? []))]
      const alone: string[] = []
      for (const blob of blobs) if (!(await isNamed(tx, blob))) alone.push(blob)
      return { removed: rows.length, kept: [], blobs: alone }
    },

    /** Whether anything in the store still names these bytes. */
    isNamed,
  }
}

/** The id in front: two files may have been sent under one name. */
const nameOf = ({ id, file_name, mime }: Row) =>
  `${id.slice(-8)}-${(file_name ?? mime).replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(-80)}`

const asJson = (row: Row) => ({
  file: nameOf(row),
  kind: row.mime,
  bytes: Number(row.bytes),
  from: row.operator_id === null ? 'citizen' : 'operator',
  state: row.state,
  at: new Date(row.created_at).toISOString(),
})
