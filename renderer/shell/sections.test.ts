import { expect, it } from 'vitest'
import { sectionsFor } from './sections.tsx'

const ids = (has: Parameters<typeof sectionsFor>[0]) => sectionsFor(has).map((section) => section.id)

it('lists only what exists for that operator in that town', () => {
  const permissions = ['inbox.read', 'line.read', 'assistant.read', 'settings.read', 'practice.play'] as const
  expect(ids({ permissions, practice: true })).toEqual(['inbox', 'assistant', 'phone', 'line', 'settings'])
  expect(ids({ permissions, practice: false })).toEqual(['inbox', 'assistant', 'line', 'settings'])
  expect(ids({ permissions: [], practice: true })).toEqual(['settings'])
})
