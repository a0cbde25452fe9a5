import { expect, it } from 'vitest'
import { event } from './events.ts'

it.each(['line', 'settings', 'operators', 'assistant', 'reports', 'appointments', 'reset'])(
  'a console hears %s',
  (kind) => {
    expect(event.parse({ kind, seq: 1, lineId: 'line' })).toMatchObject({ kind, seq: 1 })
  },
)
