/** Modules of a QR, row by row: 1 is dark. */
export type QrModules = { readonly size: number; readonly data: ArrayLike<number> }

/** The light border that readers need, in modules. */
export const quietZone = 4

/** The dark modules as one SVG path, a run of each row at a time, inside the quiet zone. */
export function qrPath({ size, data }: QrModules): string {
  const parts: string[] = []
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y * size + x]) continue
      const start = x
      while (x + 1 < size && data[y * size + x + 1]) x++
      parts.push(`M${start + quietZone} ${y + quietZone}h${x - start + 1}v1h-${x - start + 1}z`)
    }
  }
  return parts.join('')
}
