/** A run of words: the same in both, or only in one of them. */
export type Run = { readonly text: string; readonly kind: 'same' | 'gone' | 'new' }

/** What was written and what is written now, word by word. Longest common run of words. */
export function wordRuns(before: string, after: string): readonly Run[] {
  const one = before.split(/(?<=\s)/u)
  const other = after.split(/(?<=\s)/u)
  const lengths = commonLengths(one, other)
  const runs: Run[] = []
  const add = (kind: Run['kind'], text: string) => {
    const last = runs.at(-1)
    if (last?.kind === kind) runs[runs.length - 1] = { kind, text: last.text + text }
    else runs.push({ kind, text })
  }
  let i = 0
  let j = 0
  while (i < one.length && j < other.length) {
    const [here = '', there = ''] = [one[i], other[j]]
    if (here === there) {
      add('same', here)
      i++
      j++
    } else if ((lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)) {
      add('gone', here)
      i++
    } else {
      add('new', there)
      j++
    }
  }
  for (const word of one.slice(i)) add('gone', word)
  for (const word of other.slice(j)) add('new', word)
  return runs
}

function commonLengths(one: readonly string[], other: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0))
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      const row = table[i] as number[]
      row[j] =
        one[i] === other[j] ? (table[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return table
}
