import { expect, it } from 'vitest'
import { begin, type DraftEvent, type DraftState, isNews, isUnsaved, next, type Saved } from './draft-state.ts'
import type { Files } from './model.ts'

const files = (flow: string): Files => ({ flow, words: {} })
const saved: Saved = { files: files('a'), revision: null, basedOn: 1, faults: [] }
const draft = (revision: number) => ({ revision, basedOn: 1, at: 0, by: null, faults: 0 })
const after = (...events: DraftEvent[]): DraftState => events.reduce(next, begin(saved))
const edit = (flow: string, tag: string | null = null): DraftEvent => ({ kind: 'edited', files: files(flow), tag })

it('letters of one field are taken back together, and come again', () => {
  const written = after(edit('ab', 'text'), edit('abc', 'text'), edit('abcd'))
  const once = next(written, { kind: 'undone' })
  expect(once.files.flow).toBe('abc')
  expect(next(once, { kind: 'undone' }).files.flow).toBe('a')
  expect(next(once, { kind: 'redone' }).files.flow).toBe('abcd')
  expect(next(next(once, edit('x')), { kind: 'redone' }).files.flow).toBe('x')
})

it('what is written while a save is on its way is still unsaved when it arrives', () => {
  const state = after(edit('b'), { kind: 'leaving' }, edit('c'), { kind: 'kept', draft: draft(1), faults: [] })
  expect(state.saved).toMatchObject({ files: files('b'), revision: 1 })
  expect(isUnsaved(state)).toBe(true)
  expect(isUnsaved(next(next(state, { kind: 'leaving' }), { kind: 'kept', draft: draft(2), faults: [] }))).toBe(false)
})

it('the work of others is news only when nothing here would be lost', () => {
  const theirs: Saved = { files: files('z'), revision: 7, basedOn: 1, faults: [] }
  expect(isNews(begin(saved), theirs)).toBe(true)
  expect(isNews(begin(saved), saved)).toBe(false)
  expect(isNews(after(edit('b')), theirs)).toBe(false)
  expect(next(after(edit('b')), { kind: 'adopted', saved: theirs }).files.flow).toBe('z')
})

it('after a failure the text is still here, and may go over theirs', () => {
  const failed = after(edit('b'), { kind: 'leaving' }, { kind: 'failed', error: new Error('moved') })
  expect(failed.failure).toBeInstanceOf(Error)
  expect(isUnsaved(failed)).toBe(true)
  const theirs: Saved = { files: files('z'), revision: 7, basedOn: 2, faults: [] }
  const mine = next(failed, { kind: 'insisted', saved: theirs })
  expect(mine).toMatchObject({ files: files('b'), saved: { revision: 7 }, failure: null })
})
