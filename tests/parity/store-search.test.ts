import { expect, it } from 'vitest'
import type { SearchQuery, Store } from '../../main/store/store.ts'
import { addConversation, lineRow, messageRow } from '../support/rows.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'

type Message = { text: string; direction?: 'in' | 'out' | 'note'; conversation?: 1 | 2; at?: number }

/** A store whose messages are numbered 1, 2, 3… in the order given. */
async function storeOf(open: OpenStore, messages: readonly (string | Message)[]): Promise<Store> {
  const store = await open()
  await store.transaction(async (tx) => {
    await tx.insertInto('lines').values(lineRow()).execute()
    await addConversation(tx, 1)
    await addConversation(tx, 2)
    for (const [index, message] of messages.entries()) {
      const {
        text,
        direction = 'in',
        conversation = 1,
        at = 0,
      } = typeof message === 'string' ? { text: message } : message
      const { seq } = await tx
        .insertInto('messages')
        .values(messageRow({ id: `m${index}`, text, direction, at, conversation_id: `conversation-${conversation}` }))
        .returning('seq')
        .executeTakeFirstOrThrow()
      await store.search.put(tx, seq, text)
    }
  })
  return store
}

const find = (store: Store, q: string, more: Partial<SearchQuery> = {}) => store.search.find({ q, limit: 50, ...more })

describeOnEachStore('search', (open) => {
  it.each([
    ['ignores accents in the text', 'Quería pedir información', 'informacion'],
    ['ignores accents in the query', 'Queria pedir informacion', 'INFORMACIÓN'],
    ['ignores case', 'BASURA sin recoger', 'basura'],
    ['takes ñ for n', 'La niña del año pasado', 'nina ano'],
    ['takes ñ typed in two parts for ñ', 'cami\u006e\u0303o', 'camiño'],
    ['finds the last word by its beginning', 'El empadronamiento de mi hija', 'hija empad'],
    ['finds a word by one letter', 'zanja', 'z'],
    ['finds words in any order', 'farola fundida en la plaza', 'plaza farola'],
    ['finds numbers, dates and amounts', 'Recibo 2026-03-02 de 1.250,50 € del IBI', '1.250,50'],
    ['finds an address of the net by a part', 'https://www.ejemplo.es/tramites?id=7', 'tramites'],
    ['finds an electronic address', 'escriba a registro@ejemplo.es', 'registro@ejemplo.es'],
    ['finds Catalan ela geminada either way', 'el col·legi és tancat', 'collegi'],
    ['finds Catalan after an apostrophe', "tall d'aigua al carrer", 'aigua'],
    ['finds Galician and Basque', 'Bos días, unha dúbida; eguerdi on, zergak', 'dubida zerg'],
    ['finds words under heaps of marks', 'h\u0335\u0321\u034do\u0334\u0360l\u0334\u0321a\u0337', 'hola'],
    ['finds styled letters', '𝐀𝐯𝐢𝐬𝐨 importante', 'aviso'],
    ['finds Arabic, whatever its direction marks', '\u202eمرحبا بكم\u202c', 'مرحبا'],
    ['finds Cyrillic', 'Доброе утро', 'утро'],
    ['finds a word cut by a soft hyphen', 'ayun\u00adtamiento', 'ayuntamiento'],
    ['finds a word beside an emoji', 'gracias👍🏽mil', 'gracias'],
  ])('%s', async (_, text, q) => {
    const store = await storeOf(open, ['otra cosa', text])
    expect(await find(store, q)).toEqual([2])
  })

  it.each([
    ['a word that is only inside another', 'sura'],
    ['a word that is not there beside one that is', 'basura farola'],
    ['the beginning of a word that is not the last', 'bas recoger'],
    ['nothing at all', ''],
    ['spaces', '   '],
    ['emoji only', '👍👩‍👩‍👧'],
    ['signs only', '"*():^-+~<>|&!\\\''],
    ['a broken surrogate', '\ud83d'],
    ['a NUL', '\u0000'],
  ])('finds nothing for %s', async (_, q) => {
    const store = await storeOf(open, ['basura sin recoger 👍', '***', ''])
    expect(await find(store, q)).toEqual([])
  })

  it.each([
    '"basura',
    'basura"',
    "basura'",
    "'basura':*",
    'words:basura',
    'basura*',
    '^basura',
    '-basura',
    '(basura)',
    'basura)',
    'basura\u0000',
    'basura\ud83d',
    "'; drop table messages; -- basura",
  ])('reads the signs of a query language as signs: %j', async (q) => {
    const store = await storeOf(open, ['drop table messages words basura', 'otra'])
    expect(await find(store, q)).toEqual([1])
  })

  it.each(['AND', 'or', 'NOT', 'NEAR'])('looks for %s as for any word', async (q) => {
    const store = await storeOf(open, [`uno ${q} dos`, 'uno dos'])
    expect(await find(store, `uno ${q} dos`)).toEqual([1])
    expect(await find(store, q)).toEqual([1])
  })

  it('gives the newest first, no more than asked for, and goes on from there', async () => {
    const store = await storeOf(
      open,
      Array.from({ length: 7 }, (_, n) => `agua ${n}`),
    )
    expect(await find(store, 'agua', { limit: 3 })).toEqual([7, 6, 5])
    expect(await find(store, 'agua', { limit: 3, before: 5 })).toEqual([4, 3, 2])
    expect(await find(store, 'agua', { limit: 3, before: 2 })).toEqual([1])
  })

  it('narrows by direction, conversation and time', async () => {
    const store = await storeOf(open, [
      { text: 'agua', direction: 'in', conversation: 1, at: 100 },
      { text: 'agua', direction: 'out', conversation: 1, at: 200 },
      { text: 'agua', direction: 'note', conversation: 2, at: 300 },
      { text: 'agua', direction: 'in', conversation: 2, at: 400 },
    ])
    expect(await find(store, 'agua', { direction: 'in' })).toEqual([4, 1])
    expect(await find(store, 'agua', { conversationId: 'conversation-1' })).toEqual([2, 1])
    expect(await find(store, 'agua', { from: 200, to: 300 })).toEqual([3, 2])
    expect(await find(store, 'agua', { direction: 'in', conversationId: 'conversation-2', before: 4 })).toEqual([])
    expect(await find(store, 'agua', { conversationId: 'nobody' })).toEqual([])
  })

  it('follows a message that was edited or taken away', async () => {
    const store = await storeOf(open, ['farola rota', 'basura'])
    await store.transaction((tx) => store.search.put(tx, 1, 'banco roto'))
    expect(await find(store, 'farola')).toEqual([])
    expect(await find(store, 'banco')).toEqual([1])
    await store.transaction((tx) => store.search.put(tx, 1, '👍'))
    expect(await find(store, 'banco')).toEqual([])
    await store.transaction((tx) => store.search.remove(tx, 2))
    await store.transaction((tx) => store.search.remove(tx, 999))
    expect(await find(store, 'basura')).toEqual([])
  })

  it('forgets what a failed transaction put in', async () => {
    const store = await storeOf(open, ['agua'])
    const failing = store.transaction(async (tx) => {
      await store.search.put(tx, 1, 'fuego')
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await find(store, 'fuego')).toEqual([])
    expect(await find(store, 'agua')).toEqual([1])
  })

  it('indexes the first 10,000 characters of a long text, and words of any length', async () => {
    const store = await storeOf(open, [
      `principio ${'x'.repeat(9_990)} final`,
      'y'.repeat(5_000),
      `${'z '.repeat(9_000)}`,
    ])
    expect(await find(store, 'principio')).toEqual([1])
    expect(await find(store, 'final')).toEqual([])
    expect(await find(store, 'y'.repeat(5_000))).toEqual([2])
    expect(await find(store, 'yyy')).toEqual([2])
    expect(await find(store, 'z')).toEqual([3])
  })
})
