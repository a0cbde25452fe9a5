import { type ImportCounts, type ImportVerdict, importVerdicts } from '../../../contract/citizens.ts'

export const noCounts: ImportCounts = Object.fromEntries(importVerdicts.map((verdict) => [verdict, 0])) as ImportCounts

export const readCounts = (json: string): ImportCounts => ({ ...noCounts, ...(JSON.parse(json) as ImportCounts) })

export function counted(counts: ImportCounts, verdicts: readonly ImportVerdict[]): ImportCounts {
  const sum = { ...counts }
  for (const verdict of verdicts) sum[verdict] += 1
  return sum
}
