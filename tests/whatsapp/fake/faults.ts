import type { AnswersOfWhatsApp, Refusal } from './answers.ts'
import type { Link } from './link.ts'
import type { MediaFate, MediaServer } from './media.ts'
import type { Deed, PageSettings } from './wire.ts'

/** States of the line as WhatsApp Web names them. */
export type State =
  | 'CONFLICT'
  | 'CONNECTED'
  | 'DEPRECATED_VERSION'
  | 'OPENING'
  | 'PROXYBLOCK'
  | 'SMB_TOS_BLOCK'
  | 'TIMEOUT'
  | 'TOS_BLOCK'
  | 'UNPAIRED'
  | 'UNPAIRED_IDLE'

type Needs = { readonly link: Link; readonly answers: AnswersOfWhatsApp; readonly media: MediaServer }

const healthy: PageSettings = {
  version: '2.3000.1040000000',
  published: true,
  missing: [],
  sync: 'when listened to',
  needsLocalStorage: false,
  neverAnswered: [],
}

/** Everything that goes wrong out there, on demand. What concerns documents holds for those loaded from then on. */
export function makeFaults({ link, answers, media }: Needs) {
  let settings = healthy
  const atSync: (() => void)[] = []
  const toEvery = (deed: Deed): void => link.sayToAll({ type: 'do', deed })

  return {
    settings: (): PageSettings => settings,
    synced(): void {
      for (const run of atSync.splice(0)) run()
    },

    api: {
      /** How the next documents behave. */
      nextDocuments(change: Partial<PageSettings>): void {
        settings = { ...settings, ...change }
      },
      healthyDocuments(): void {
        settings = healthy
      },

      /** Runs at the next moment at which a page has synced and the library is not listening to messages yet. */
      atSync(run: () => void): void {
        atSync.push(run)
      },
      syncAgain: (): void => toEvery({ what: 'sync again' }),
      state: (state: State): void => link.sayToAll({ type: 'state', state }),
      addFrame: (): void => toEvery({ what: 'add a frame' }),
      /** To a page of the same site without WhatsApp in it, or to any path. */
      navigate: (path = '/blank'): void => toEvery({ what: 'navigate', path }),
      /** The renderer computes and hears nothing. */
      freeze: (ms: number): void => toEvery({ what: 'freeze', ms }),
      dropSocket: (): void => link.drop(),
      offline: (is: boolean): void => link.offline(is),

      /** 463 for people who never wrote, as WhatsApp rations them; any code for anybody. */
      refuse: (refusal: Refusal | null): void => answers.refuse(refusal),
      holdSends: (is: boolean): void => answers.hold(is),
      media: (fate: MediaFate, path?: string): void => media.fate(fate, path),
      holdUploads: (is: boolean): void => media.holdUploads(is),
      uploadsHeld: (): number => media.uploadsHeld(),
      letUploadGo: (): void => media.letUploadGo(),
    },
  }
}

export type Faults = ReturnType<typeof makeFaults>['api']
