import { type Attributes, Model } from './model.ts'

const PREVIEW = '/9j/4AAQSkZJRgABAQAAAQABAAD/2Q=='

/** Module WAWebMediaOpaqueData: the module is the class itself. */
export class OpaqueData {
  readonly blob: Blob
  readonly #url: string

  private constructor(blob: Blob) {
    this.blob = blob
    this.#url = URL.createObjectURL(blob)
  }

  static async createFromData(data: Blob, mime: string): Promise<OpaqueData> {
    return new OpaqueData(data.type === mime ? data : new File([data], nameOf(data), { type: mime }))
  }

  url(): string {
    return this.#url
  }

  formData(): Blob {
    return this.blob
  }

  autorelease(): void {
    URL.revokeObjectURL(this.#url)
  }
}

const nameOf = (blob: Blob): string => (blob instanceof File ? blob.name : '')

type Wish = { readonly asSticker?: boolean; readonly isPtt?: boolean; readonly asDocument?: boolean }

function typeOf(mime: string, wish: Wish): string {
  if (wish.asSticker) return 'sticker'
  if (wish.asDocument) return 'document'
  if (mime.startsWith('image/')) return 'image'
  if (mime.startsWith('video/')) return 'video'
  if (mime.startsWith('audio/')) return wish.isPtt ? 'ptt' : 'audio'
  return 'document'
}

async function sha256(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
}

export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** Files on their way out and in. The fake's are not encrypted; hashes and keys only look the part. */
export function makeMedia() {
  const prepared = new Map<string, { readonly blob: Blob; readonly path: string }>()
  const objects = new Map<string, Attributes & { readonly filehash: string }>()

  async function prepare(data: OpaqueData, wish: Wish): Promise<Model> {
    const { blob } = data
    const hash = await sha256(blob)
    const filehash = base64(hash)
    prepared.set(filehash, { blob, path: `/mms/${hex(hash)}` })
    const type = typeOf(blob.type, wish)
    return new Model({
      type,
      filehash,
      mimetype: blob.type,
      mediaBlob: data,
      size: blob.size,
      preview: type === 'image' ? PREVIEW : undefined,
      isGif: false,
      ...(type === 'document' ? { filename: nameOf(blob) } : {}),
    })
  }

  async function upload({ mediaObject }: { readonly mediaObject: { readonly filehash: string } }) {
    const file = prepared.get(mediaObject.filehash)
    if (!file) throw new Error('upload: nothing prepared')
    const answer = await fetch(file.path, { method: 'PUT', body: file.blob })
    if (!answer.ok) throw new Error(`upload: ${answer.status}`)
    return {
      mediaEntry: {
        mmsUrl: `https://web.whatsapp.com${file.path}`,
        deprecatedMms3Url: undefined,
        directPath: file.path,
        mediaKey: base64(crypto.getRandomValues(new Uint8Array(32))),
        mediaKeyTimestamp: Math.floor(Date.now() / 1000),
        encFilehash: mediaObject.filehash,
        uploadHash: mediaObject.filehash,
      },
    }
  }

  return {
    prepRawMedia: (data: OpaqueData, wish: Wish) => ({ waitForPrep: () => prepare(data, wish) }),

    getOrCreateMediaObject(filehash: string) {
      const known = objects.get(filehash)
      if (known) return known
      const made: Attributes & { readonly filehash: string } = {
        filehash,
        contentInfo: {},
        consolidate(attributes: Attributes) {
          Object.assign(this, { type: attributes.type, size: attributes.size })
        },
      }
      objects.set(filehash, made)
      return made
    },

    upload,

    async download({ directPath }: { readonly directPath: string }): Promise<ArrayBuffer> {
      const answer = await fetch(directPath)
      if (!answer.ok) throw Object.assign(new Error(`download: ${answer.status}`), { status: answer.status })
      return answer.arrayBuffer()
    },
  }
}

export type Media = ReturnType<typeof makeMedia>
