import { z } from 'zod'
import { evidenceFormat } from './evidence-file.ts'
import { linked } from './rules.ts'
import { commitment, sha256 } from './sealing.ts'
import { fingerprint, isSigned } from './signature.ts'

const hex = z.string().regex(/^[0-9a-f]{64}$/)

const evidenceFile = z.object({
  format: z.literal(evidenceFormat),
  v: z.literal(1),
  town: z.string(),
  entries: z.array(
    z.object({
      seq: z.int().positive(),
      entry: z.string(),
      opened: z.record(z.string(), z.object({ value: z.string(), key: hex })).nullable(),
    }),
  ),
  proofs: z.array(
    z.object({
      statement: z.string(),
      publicKey: z.string(),
      signature: z.string(),
      from: z.int().positive(),
      previous: hex,
      digests: z.array(hex),
    }),
  ),
})
type File = z.infer<typeof evidenceFile>

const chained = z.object({ seq: z.int(), commitments: z.record(z.string(), hex) })
const stated = z.object({ entries: z.int(), head: hex })

/** `seq`: the entry that is wrong, or null when the file as a whole is. */
export type FileResult =
  | { readonly ok: true; readonly entries: number; readonly head: string; readonly signers: readonly string[] }
  | { readonly ok: false; readonly seq: number | null; readonly why: string }

const wrong = (seq: number | null, why: string): FileResult => ({ ok: false, seq, why })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Checks an exported file with nothing but itself: entries, what they show, their way to a signed head, signatures. */
export function checkFile(text: string): FileResult {
  const file = evidenceFile.safeParse(parsed(text))
  if (!file.success) return wrong(null, 'it is no evidence of a ledger, or it was cut')
  const proven = new Map<number, string>()
  for (const proof of file.data.proofs) {
    const fault = checkProof(proof, proven)
    if (fault) return fault
  }
  for (const entry of file.data.entries) {
    const fault = checkEntry(entry, proven)
    if (fault) return fault
  }
  const last = file.data.proofs.at(-1)
  const head = last ? stated.parse(parsed(last.statement)).head : ''
  const signers = [...new Set(file.data.proofs.map(({ publicKey }) => fingerprint(publicKey)))]
  return { ok: true, entries: file.data.entries.length, head, signers }
}

/** Adds to `proven` the digest of every entry that the signed head vouches for. */
function checkProof(proof: File['proofs'][number], proven: Map<number, string>): FileResult | null {
  const { statement, from, previous, digests } = proof
  const head = stated.safeParse(parsed(statement))
  if (!head.success || !isSigned(statement, proof.publicKey, proof.signature))
    return wrong(from, 'the signature of its head does not fit')
  let hash = previous
  for (const [index, digest] of digests.entries()) {
    hash = linked(hash, digest, sha256)
    proven.set(from + index, digest)
  }
  const reaches = from + digests.length - 1 === head.data.entries && hash === head.data.head
  return reaches ? null : wrong(from, 'its chain does not lead to the signed head')
}

function checkEntry({ seq, entry, opened }: File['entries'][number], proven: Map<number, string>): FileResult | null {
  if (proven.get(seq) !== sha256(entry)) return wrong(seq, 'the entry is not the one in the chain')
  const said = chained.safeParse(parsed(entry))
  if (!said.success || said.data.seq !== seq) return wrong(seq, 'the entry is not the one in the chain')
  for (const [field, { value, key }] of Object.entries(opened ?? {})) {
    if (said.data.commitments[field] !== commitment(key, field, value))
      return wrong(seq, `what it shows as "${field}" is not what was committed to`)
  }
  return null
}
