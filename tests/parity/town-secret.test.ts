import { expect, it } from 'vitest'
import { townSecret } from '../../main/store/town-secret.ts'
import { describeOnEachStore } from '../support/stores.ts'

describeOnEachStore('secrets of the town', (open) => {
  it('are made once, for every station on the store', async () => {
    const here = await open()
    const there = await open({ sharing: here })
    const secrets = await Promise.all(
      [here, there, here].map((store) => store.transaction((tx) => townSecret(tx, 'a'))),
    )
    expect(secrets[0]).toHaveLength(32)
    expect(secrets[1]).toEqual(secrets[0])
    expect(secrets[2]).toEqual(secrets[0])
  })

  it('differ by name, and one whose transaction fails was never made', async () => {
    const store = await open()
    const lost: Buffer[] = []
    await store
      .transaction(async (tx) => {
        lost.push(await townSecret(tx, 'a'))
        throw new Error('on purpose')
      })
      .catch(() => undefined)
    const [a, b] = await store.transaction(async (tx) => [await townSecret(tx, 'a'), await townSecret(tx, 'b')])
    expect(a).not.toEqual(b)
    expect(lost).not.toContainEqual(a)
  })
})
