import {
  decodeKey,
  encodeKey,
  keyFileName,
  newMasterKey,
  readKey,
  sealedKeyFileName,
  writeKey,
} from '../station/key-file.ts'

/** The system's key store as Electron's `safeStorage` reaches it. */
export interface SystemSecrets {
  /** False when the system would only pretend to protect: no key store, or Linux's `basic_text`. */
  available(): Promise<boolean>
  seal(text: string): Promise<Buffer>
  /** Rejects when the system no longer knows how to open it: another user, another machine, a new profile. */
  unseal(sealed: Buffer): Promise<string>
}

export type VaultAnswer =
  | { readonly kind: 'key'; readonly key: Buffer }
  /** A key is there and cannot be read; nothing was changed. */
  | { readonly kind: 'unreadable' }
  /** A person preferred not to keep the key in a file. */
  | { readonly kind: 'refused' }

export type VaultNeeds = {
  readonly folder: string
  readonly secrets: SystemSecrets
  /** Asks whether a key file, readable by its owner, is good enough on this machine. */
  readonly acceptKeyFile: () => Promise<boolean>
}

/**
 * The master key of a data folder, made at first use: sealed by the system's key store, or in a 0600 file where there
 * is none and a person accepts that. A folder that plain Node began keeps its key file.
 */
export async function openVault({ folder, secrets, acceptKeyFile }: VaultNeeds): Promise<VaultAnswer> {
  const sealed = await readKey(folder, sealedKeyFileName)
  if (sealed) return answer(await secrets.unseal(sealed).catch(() => ''))
  const plain = await readKey(folder, keyFileName)
  if (plain) return answer(plain.toString('utf8'))
  const made = encodeKey(newMasterKey())
  if (await secrets.available()) {
    const bytes = await secrets.seal(made)
    if ((await secrets.unseal(bytes)) !== made) throw new Error('The system key store does not give back what it keeps')
    await writeKey(folder, sealedKeyFileName, bytes)
  } else if (await acceptKeyFile()) await writeKey(folder, keyFileName, Buffer.from(`${made}\n`))
  else return { kind: 'refused' }
  return openVault({ folder, secrets, acceptKeyFile })
}

function answer(text: string): VaultAnswer {
  const key = decodeKey(text)
  return key ? { kind: 'key', key } : { kind: 'unreadable' }
}
