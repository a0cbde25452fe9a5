import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

export type File = { readonly bytes: Uint8Array; readonly mime: string; readonly fileName?: string }

/** How WhatsApp's media server answers for a file. */
export type MediaFate = 'there' | 'gone' | 'expired' | 'broken'

const stages: Readonly<Record<MediaFate, string>> = {
  there: 'RESOLVED',
  gone: 'ERROR_MISSING',
  expired: 'REUPLOADING',
  broken: 'RESOLVED',
}
const statuses: Readonly<Record<MediaFate, number>> = { there: 200, gone: 404, expired: 410, broken: 500 }

/** The media server: files by hash, at `/mms/<hex>`. */
export function makeMediaServer() {
  const files = new Map<string, Uint8Array>()
  const fates = new Map<string, MediaFate>()
  let fateOfAll: MediaFate = 'there'
  let holding = false
  const held: (() => void)[] = []

  function keep(bytes: Uint8Array): string {
    const path = `/mms/${createHash('sha256').update(bytes).digest('hex')}`
    files.set(path, bytes)
    return path
  }

  return {
    keep,
    read: (path: string): Uint8Array | undefined => files.get(path),
    /** For one file, or for every file from now on. */
    fate(fate: MediaFate, path?: string): void {
      if (path === undefined) fateOfAll = fate
      else fates.set(path, fate)
    },

    /** Uploads wait until each is let go. */
    holdUploads(is: boolean): void {
      holding = is
      if (!is) for (const letGo of held.splice(0)) letGo()
    },
    uploadsHeld: (): number => held.length,
    /** The oldest upload that waits ends now. */
    letUploadGo: (): void => held.shift()?.(),

    async serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
      if (request.method === 'PUT') {
        const bytes = await buffer(request)
        if (holding) await new Promise<void>((resolve) => held.push(resolve))
        response.writeHead(keep(bytes) === path ? 200 : 400).end()
        return
      }
      const bytes = files.get(path)
      const fate = bytes === undefined ? 'gone' : (fates.get(path) ?? fateOfAll)
      if (request.method === 'HEAD') response.writeHead(200, { 'x-media-stage': stages[fate] }).end()
      else response.writeHead(statuses[fate]).end(fate === 'there' ? bytes : undefined)
    },
  }
}

export type MediaServer = ReturnType<typeof makeMediaServer>
