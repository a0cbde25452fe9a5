/** What a channel may know how to do, in the order in which it matters to whoever answers. */
export const knownCapabilities = [
  'media.receive',
  'own_messages',
  'media.send',
  'contacts.send',
  'replies',
  'delivery_receipts',
  'read_receipts',
  'reactions',
  'edits',
  'deletions',
  'send.preassigned_id',
  'send.lookup',
] as const
