import type { FromChild, HeardEvent } from './protocol.ts'

const largestBatch = 200
const remembered = 20_000

/** Said twice is heard once; an edit, a deletion or a reaction may come again. */
function nameOf(event: HeardEvent): string | null {
  switch (event.type) {
    case 'message':
    case 'own_message':
      return `${event.waiting ? 'waiting' : 'message'} ${event.providerId}`
    case 'ack':
      return `${event.status} ${event.providerId}`
    case 'edit':
    case 'deletion':
    case 'reaction':
      return null
  }
}

/**
 * Carries events to the station in their order, one batch at a time: the next leaves when the last is committed there.
 * What has not been acknowledged is only in this memory; after a crash catch-up finds it again.
 */
export function courier(tell: (message: Extract<FromChild, { kind: 'events' }>) => void) {
  const queue: HeardEvent[] = []
  const known = new Set<string>()
  let underway: { batch: number; size: number } | null = null
  let batches = 0
  let emptied: (() => void)[] = []

  const ship = () => {
    if (underway) return
    if (queue.length === 0) {
      for (const done of emptied.splice(0)) done()
      return
    }
    const events = queue.slice(0, largestBatch)
    batches += 1
    underway = { batch: batches, size: events.length }
    tell({ kind: 'events', batch: batches, events })
  }

  const forgetOldest = () => {
    for (const name of known) {
      if (known.size <= remembered) return
      known.delete(name)
    }
  }

  return {
    /** True when it is news. */
    add(event: HeardEvent): boolean {
      const name = nameOf(event)
      if (name !== null && known.has(name)) return false
      if (name !== null) known.add(name)
      forgetOldest()
      queue.push(event)
      ship()
      return true
    },
    delivered(batch: number): void {
      if (underway?.batch !== batch) return
      queue.splice(0, underway.size)
      underway = null
      ship()
    },
    /** Resolves when everything added so far, and since, is committed. */
    empty(): Promise<void> {
      return new Promise((done) => {
        emptied = [...emptied, done]
        ship()
      })
    },
  }
}

export type Courier = ReturnType<typeof courier>
