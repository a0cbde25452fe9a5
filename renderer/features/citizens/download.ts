type Page = { readonly csv: string; readonly nextCursor: string | null }

/** Fetches a file page by page and hands it to the person who asked. */
export async function download(name: string, page: (cursor: string | undefined) => Promise<Page>): Promise<void> {
  const parts: string[] = []
  let cursor: string | undefined
  do {
    const { csv, nextCursor } = await page(cursor)
    parts.push(csv)
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined)
  const url = URL.createObjectURL(new Blob(parts, { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
