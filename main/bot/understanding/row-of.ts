/** Where a number stands among ascending ones; -1 when it does not. */
export function rowOf(ascending: Uint32Array, number: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const there = ascending[middle] ?? 0
    if (there === number) return middle
    if (there < number) low = middle + 1
    else high = middle - 1
  }
  return -1
}
