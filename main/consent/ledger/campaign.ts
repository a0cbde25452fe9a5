import { createHash } from 'node:crypto'
import { setImmediate as rest } from 'node:timers/promises'
import type { Reader } from '../../store/store.ts'
import type { ChainedEntry, ChainRow, SealedFields } from './entry.ts'
import type { CampaignPart, Shown } from './evidence-file.ts'
import { opened } from './ledger.ts'
import { absorbedBy, chainAt, exceptionsTo } from './queries.ts'

/** Somebody to whom something of a broadcast left, as the delivery has it. */
export type Recipient = {
  readonly deliveryId: string
  /** Null once nobody can tell whom it was to: their data were blocked or destroyed since. */
  readonly citizenId: string | null
  /** The entry it was handed over on the strength of; null where there was none, as in an emergency. */
  readonly seq: number | null
  /** When it was handed over, in epoch milliseconds. */
  readonly at: number
}

export type Campaign = {
  readonly broadcastId: string
  readonly purposeId: string
  /** Under which it left without consent, in a civil emergency. */
  readonly exceptionId: string | null
  /** Page by page, in the order of its list; some hundreds to a page. */
  readonly recipients: AsyncIterable<readonly Recipient[]>
  /** Those among these citizens whose entries are not for the eyes of who asks. */
  withheld(citizenIds: readonly string[]): Promise<ReadonlySet<string>>
}

/**
 * What the ledger says of one recipient: the consent or the exception that allowed it, nothing that would, or that it is
 * not to be shown because their data are blocked or destroyed.
 */
export type Allowed = Recipient & {
  readonly by: 'consent' | 'exception' | 'none' | 'blocked'
  readonly shown: Shown | null
}

/** What an evidence of a broadcast shows of an entry: who said yes, and how. */
const shownToAll = ['identity', 'answer']

const onlyShownToAll = (fields: SealedFields): SealedFields =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => shownToAll.includes(field)))

function shownOf(row: ChainRow): Shown {
  const fields = opened(row)
  return { row, fields: fields && onlyShownToAll(fields) }
}

/** To whom each record belongs now: their own, and those that were put together with theirs. */
async function ownersOf(db: Reader, citizenIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const owners = new Map(citizenIds.map((id) => [id, id]))
  for (let kept = citizenIds; kept.length > 0; ) {
    const absorbed = await absorbedBy(db, kept)
    for (const { id, into } of absorbed) owners.set(id, owners.get(into) ?? into)
    kept = absorbed.map(({ id }) => id)
  }
  return owners
}

const entryOf = ({ entry }: ChainRow): ChainedEntry => JSON.parse(entry)

function judge(page: Page, { purposeId, exceptionId }: Campaign, recipient: Recipient): Omit<Allowed, keyof Recipient> {
  const { citizenId, seq, at } = recipient
  if (citizenId === null || page.withheld.has(citizenId)) return { by: 'blocked', shown: null }
  const isTheirs = (row: ChainRow) => page.owners.get(row.citizenId) === citizenId
  if (seq === null) {
    const exception = page.exceptions.get(citizenId)?.find((row) => {
      const entry = entryOf(row)
      return entry.actor.id === exceptionId && entry.at >= at
    })
    return exception ? { by: 'exception', shown: shownOf(exception) } : { by: 'none', shown: null }
  }
  const row = page.named.get(seq)
  const entry = row && entryOf(row)
  const gives = entry?.event === 'given' && (entry.purpose === null || entry.purpose.id === purposeId)
  return row && gives && isTheirs(row) ? { by: 'consent', shown: shownOf(row) } : { by: 'none', shown: null }
}

type Page = {
  readonly owners: ReadonlyMap<string, string>
  readonly named: ReadonlyMap<number, ChainRow>
  /** By whom they are of, oldest first. */
  readonly exceptions: ReadonlyMap<string | undefined, readonly ChainRow[]>
  readonly withheld: ReadonlySet<string | undefined>
}

async function pageOf(db: Reader, campaign: Campaign, recipients: readonly Recipient[]): Promise<Page> {
  const owners = await ownersOf(
    db,
    recipients.flatMap(({ citizenId }) => citizenId ?? []),
  )
  const everybody = [...owners.keys()]
  const named = await chainAt(
    db,
    recipients.flatMap(({ seq }) => seq ?? []),
  )
  const exceptions = campaign.exceptionId === null ? [] : await exceptionsTo(db, everybody)
  const withheld = [...(await campaign.withheld(everybody))]
  return {
    owners,
    named: new Map(named.map((row) => [row.seq, row])),
    exceptions: Map.groupBy(exceptions, ({ citizenId }) => owners.get(citizenId)),
    withheld: new Set(withheld.map((id) => owners.get(id))),
  }
}

/** Entries opened before others get a turn. */
const slice = 100

/** For each recipient, what of the ledger allowed writing to them. */
export async function allowedIn(db: Reader, campaign: Campaign): Promise<readonly Allowed[]> {
  const allowed: Allowed[] = []
  for await (const recipients of campaign.recipients) {
    const page = await pageOf(db, campaign, recipients)
    for (const recipient of recipients) {
      allowed.push({ ...recipient, ...judge(page, campaign, recipient) })
      if (allowed.length % slice === 0) await rest()
    }
  }
  return allowed
}

/** What the record of the broadcast says too, so that both can be held against each other. */
export function campaignPart({ broadcastId, purposeId }: Campaign, allowed: readonly Allowed[]): CampaignPart {
  const hash = createHash('sha256')
  for (const { deliveryId, seq } of allowed) hash.update(`${deliveryId},${seq ?? ''}\n`)
  return {
    broadcast: broadcastId,
    purpose: purposeId,
    sentHash: hash.digest('hex'),
    recipients: allowed.map(({ deliveryId, citizenId, seq, at, by, shown }) => ({
      delivery: deliveryId,
      citizen: by === 'blocked' ? null : citizenId,
      seq,
      at,
      by,
      entry: shown?.row.seq ?? null,
    })),
  }
}
