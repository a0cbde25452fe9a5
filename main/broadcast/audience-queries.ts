import { type RawBuilder, sql } from 'kysely'
import type { Audience } from '../../contract/broadcast.ts'
import type { Language } from '../../contract/common.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { Candidate } from './audience-rules.ts'

export type AudienceOf = {
  readonly lineId: string
  readonly purpose: string
  readonly emergency: boolean
  readonly audience: Audience
}

type CandidateRow = {
  citizen_id: string
  name: string
  language: Language | null
  neighbourhood: string
  consent_seq: number | null
  expires_at: number | null
  current: number
  held_at: number | null
  paused_until: number | null
  opted_out_at: number | null
  blocked_at: number | null
  heard: number
  reachable: number
}

const narrowed = ({ neighbourhoods, languages, tags }: Audience): RawBuilder<unknown> => {
  const conditions = [sql`z.merged_into is null and z.hidden_at is null`]
  if (neighbourhoods.length > 0) conditions.push(sql`z.neighbourhood in (${sql.join(neighbourhoods)})`)
  if (languages.length > 0) conditions.push(sql`z.language in (${sql.join(languages)})`)
  if (tags.length > 0)
    conditions.push(
      sql`exists (select 1 from citizen_tags t where t.citizen_id = z.id and t.tag in (${sql.join(tags)}))`,
    )
  return sql.join(conditions, sql` and `)
}

/** Whose permission it is, or in an emergency everybody. */
const people = ({ purpose, emergency }: AudienceOf): RawBuilder<unknown> =>
  emergency
    ? sql`citizens z left join consents k on k.citizen_id = z.id and k.purpose = ${purpose} and k.state = 'given'`
    : sql`consents k join citizens z on z.id = k.citizen_id and k.purpose = ${purpose} and k.state = 'given'`

/** Whether a citizen `z` ever wrote to a line. */
const heardOn = (lineId: string): RawBuilder<unknown> =>
  sql`case when exists (select 1 from conversations c where c.citizen_id = z.id and c.line_id = ${lineId}
    and c.last_inbound_seq > 0) then 1 else 0 end`

/** The next of the audience after a citizen, in the order of their ids. */
export async function candidatesAfter(
  db: Reader | Writer,
  of: AudienceOf,
  after: string,
  limit: number,
): Promise<readonly Candidate[]> {
  const key = of.emergency ? sql`z.id` : sql`k.citizen_id`
  const { rows } = await sql<CandidateRow>`
select z.id as citizen_id, z.name, z.language, z.neighbourhood, k.seq as consent_seq, k.expires_at,
  case when k.version >= p.live_from then 1 else 0 end as current,
  l.held_at, l.paused_until, l.opted_out_at, l.blocked_at,
  ${heardOn(of.lineId)} as heard,
  case when exists (select 1 from citizen_identifiers i where i.citizen_id = z.id and i.kind in ('phone', 'lid')) then 1 else 0 end as reachable
from ${people(of)}
join purposes p on p.id = ${of.purpose}
left join contact_limits l on l.citizen_id = z.id
where ${key} > ${after} and ${narrowed(of.audience)}
order by ${key} limit ${sql.lit(limit)}`.execute(db)
  return rows.map(candidate)
}

function candidate(row: CandidateRow): Candidate {
  const agreed = row.consent_seq !== null && Number(row.current) === 1
  return {
    citizenId: row.citizen_id,
    name: row.name,
    language: row.language,
    neighbourhood: row.neighbourhood,
    consent: agreed ? { expiresAt: row.expires_at, seq: row.consent_seq } : null,
    held: row.held_at !== null,
    pausedUntil: row.paused_until,
    optedOut: row.opted_out_at !== null,
    blocked: row.blocked_at !== null,
    heard: Number(row.heard) === 1,
    reachable: Number(row.reachable) === 1,
  }
}

/** How many of the audience never agreed to the purpose, or no longer do. */
export async function countWithoutConsent(db: Reader | Writer, of: AudienceOf): Promise<number> {
  if (of.emergency) return 0
  const { rows } = await sql<{ n: number }>`
select count(*) as n from citizens z where ${narrowed(of.audience)} and not exists (
  select 1 from consents k where k.citizen_id = z.id and k.purpose = ${of.purpose} and k.state = 'given')`.execute(db)
  return Number(rows[0]?.n ?? 0)
}

export async function consentsByPurpose(db: Reader): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ purpose: string; n: number }>`
select purpose, count(*) as n from consents where state = 'given' group by purpose`.execute(db)
  return new Map(rows.map(({ purpose, n }) => [purpose, Number(n)]))
}

export async function knownNeighbourhoods(db: Reader): Promise<readonly string[]> {
  const { rows } = await sql<{ neighbourhood: string }>`
select distinct neighbourhood from citizens where neighbourhood <> '' and merged_into is null and hidden_at is null
order by neighbourhood limit 500`.execute(db)
  return rows.map(({ neighbourhood }) => neighbourhood)
}

export async function knownTags(db: Reader): Promise<readonly string[]> {
  const { rows } = await sql<{ tag: string }>`select distinct tag from citizen_tags order by tag limit 500`.execute(db)
  return rows.map(({ tag }) => tag)
}

/** What fills the text of somebody, as they are now; undefined for who is no longer there. */
export async function personOf(db: Reader | Writer, citizenId: string) {
  const { rows } = await sql<{ name: string; neighbourhood: string; hidden_at: number | null }>`
select name, neighbourhood, hidden_at from citizens where id = ${citizenId}`.execute(db)
  return rows[0]
}

/** The entry of the ledger that a consent stands on. */
export async function consentSeq(db: Reader | Writer, citizenId: string, purpose: string): Promise<number | null> {
  const { rows } = await sql<{ seq: number }>`
select seq from consents where citizen_id = ${citizenId} and purpose = ${purpose} and state = 'given'`.execute(db)
  return rows[0]?.seq ?? null
}

/** Whose phone it is, written as it is kept (E.164), and whether they ever wrote to a line; undefined for nobody's. */
export async function ownerOfPhone(db: Reader | Writer, lineId: string, phone: string) {
  const { rows } = await sql<{ id: string; name: string; neighbourhood: string; heard: number }>`
select z.id, z.name, z.neighbourhood, ${heardOn(lineId)} as heard
from citizen_identifiers i join citizens z on z.id = i.citizen_id
where i.kind = 'phone' and i.value = ${phone} and z.hidden_at is null`.execute(db)
  const [row] = rows
  return row && { ...row, heard: Number(row.heard) === 1 }
}

export async function phonesOf(db: Reader | Writer, citizenId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ value: string }>`
select value from citizen_identifiers where kind = 'phone' and citizen_id = ${citizenId}`.execute(db)
  return rows.map(({ value }) => value)
}
