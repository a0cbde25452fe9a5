import type { NewEntry } from '../../main/consent/ledger/entry.ts'

/** An invented consent to `works`, given by chat; `over` says what is otherwise. */
export const consentOf = (citizenId: string, over: Partial<NewEntry> = {}): NewEntry => ({
  event: 'given',
  citizenId,
  purpose: { id: 'works', version: 1 },
  basis: 'RGPD 6.1.a',
  notice: { id: 'joining', version: 2, language: 'es', sha256: 'ab'.repeat(32) },
  method: 'chat',
  actor: { kind: 'citizen', id: citizenId },
  messages: [{ messageId: 'm1', providerId: '3EB0A1', direction: 'in', status: null, at: 1 }],
  expiresAt: null,
  clear: { identity: '+34700100200', answer: 'ACEPTO', shown: 'Información sobre sus datos' },
  ...over,
})
