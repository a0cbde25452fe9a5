import { Secret, TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import { ENROL_DAYS } from '../../main/operators/door-rules.ts'
import { IDLE_LOCK_MS, MAX_TRIES } from '../../main/operators/rules.ts'
import type { SignedIn } from '../../main/operators/signed-in.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'
import { type Staff, secret, signedIn, signIn, staffWithAdministrator, trail } from './operators-support.ts'

const minute = 60_000
const day = 24 * 60 * minute
const other = 'nueve nubes moradas'

const codeOf = (factor: string, { clock }: Staff) =>
  new TOTP({ secret: Secret.fromBase32(factor), digits: 6, period: 30 }).generate({ timestamp: clock.now() })

/** Rosa in a town that asks for everything, past the duties. */
async function town(open: OpenStore) {
  const staff = await staffWithAdministrator(open, { asks: true })
  await readDuties(staff, staff.rosa)
  return { ...staff, rosa: await signedIn(staff, staff.token) }
}

async function readDuties({ sessions }: Staff, session: SignedIn) {
  const { version } = await sessions.duties('es')
  return sessions.acknowledgeDuties(session, version)
}

async function enrol(staff: Staff, session: SignedIn, password = secret) {
  const { secret: factor } = await staff.sessions.enrolFactor(session, { password })
  const { recoveryCodes } = await staff.sessions.confirmFactor(session, codeOf(factor, staff))
  await staff.clock.advance(minute)
  return { factor, recoveryCodes }
}

async function halfIn(staff: Staff, username = 'rosa', password = secret) {
  const { token, me } = await staff.sessions.signIn({ username, password, desk: 'mostrador' })
  return { token, me, session: await signedIn(staff, token) }
}

const refused = { code: 'SIGN_IN_FAILED' }

describeOnEachStore('a second factor', (open) => {
  it('is kept encrypted, counts from its first right code on, and is asked for at the next sign-in', async () => {
    const staff = await town(open)
    const { secret: factor } = await staff.sessions.enrolFactor(staff.rosa, { password: secret })
    expect((await halfIn(staff)).me.owed).toEqual([])
    await expect(staff.sessions.confirmFactor(staff.rosa, '000000')).rejects.toMatchObject(refused)
    await staff.sessions.confirmFactor(staff.rosa, codeOf(factor, staff))
    const rows = await staff.store.read.selectFrom('second_factors').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(factor)

    await staff.clock.advance(minute)
    const half = await halfIn(staff)
    expect(half.me.owed).toEqual(['second_factor'])
    await expect(staff.sessions.changePassword(half.session, { current: secret, next: other })).rejects.toMatchObject({
      code: 'SIGN_IN_UNFINISHED',
    })
    const me = await staff.sessions.giveCode(half.session, codeOf(factor, staff))
    expect(me.owed).toEqual([])
    expect((await signedIn(staff, half.token)).owed).toEqual([])
    expect((await trail(staff)).slice(-2)).toEqual([
      'session.password ok',
      'session.sign_in ok desk mostrador, second factor',
    ])
  })

  it('is not taken twice, nor by two sessions at the same moment', async () => {
    const staff = await town(open)
    const { factor } = await enrol(staff, staff.rosa)
    const code = codeOf(factor, staff)
    const [one, two] = [await halfIn(staff), await halfIn(staff)]
    const both = await Promise.allSettled([one, two].map(({ session }) => staff.sessions.giveCode(session, code)))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(staff.sessions.giveCode((await halfIn(staff)).session, code)).rejects.toMatchObject(refused)
  })

  it('locks the account after five wrong codes, however often the password is given in between', async () => {
    const staff = await town(open)
    const { factor, recoveryCodes } = await enrol(staff, staff.rosa)
    let half = await halfIn(staff)
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      half = await halfIn(staff)
      await expect(staff.sessions.giveCode(half.session, '000000')).rejects.toMatchObject(refused)
    }
    expect(await staff.sessions.authenticate(half.token, { touch: true })).toBeNull()
    await expect(staff.sessions.giveCode(half.session, codeOf(factor, staff))).rejects.toMatchObject(refused)
    await expect(staff.sessions.giveCode(half.session, recoveryCodes[0] ?? '')).rejects.toMatchObject(refused)
    await expect(halfIn(staff)).rejects.toMatchObject(refused)
    expect(await trail(staff)).toContain('operator.lock ok')
  })

  it('has ten recovery codes, each for once, and new ones end the old', async () => {
    const staff = await town(open)
    const { recoveryCodes } = await enrol(staff, staff.rosa)
    const [first = '', second = ''] = recoveryCodes
    const give = async (code: string) => staff.sessions.giveCode((await halfIn(staff)).session, code)
    expect((await give(first.toUpperCase())).owed).toEqual([])
    await expect(give(first)).rejects.toMatchObject(refused)
    expect((await staff.mine(staff.rosa)).secondFactor.codesLeft).toBe(9)
    const { recoveryCodes: fresh } = await staff.sessions.renewCodes(staff.rosa, secret)
    await expect(give(second)).rejects.toMatchObject(refused)
    expect((await give(fresh[0] ?? '')).owed).toEqual([])
  })

  it('opens no desk to a PIN before the code is there, and half a session ends instead of locking', async () => {
    const staff = await town(open)
    await staff.sessions.setPin(staff.rosa, { password: secret, pin: '482915' })
    await enrol(staff, staff.rosa)
    const { id } = await staff.accounts.create(staff.rosa, {
      username: 'carla',
      name: 'Carla',
      role: 'operator',
      password: secret,
    })
    await staff.sessions.signOut(staff.rosa)
    const half = await halfIn(staff)
    const carla = await signedIn(staff, await signIn(staff, 'carla'))
    expect(carla.id).toBe(id)
    expect(await staff.sessions.desk(carla)).toEqual([])
    const asked = staff.sessions.switchTo(carla, { operatorId: half.session.id, pin: '482915' })
    await expect(asked).rejects.toMatchObject(refused)
    await staff.clock.advance(IDLE_LOCK_MS)
    expect(await staff.sessions.authenticate(half.token, { touch: true })).toBeNull()
  })

  it('must be set up a week after it was first asked for, and nothing opens before', async () => {
    const staff = await town(open)
    expect((await staff.mine(staff.rosa)).secondFactor).toMatchObject({ since: null, removable: false })
    await staff.clock.advance(ENROL_DAYS * day - minute)
    expect((await halfIn(staff)).me.owed).toEqual([])
    await staff.clock.advance(minute)
    const half = await halfIn(staff)
    expect(half.me.owed).toEqual(['enrol'])
    const { secret: factor } = await staff.sessions.enrolFactor(half.session, {})
    const { me } = await staff.sessions.confirmFactor(half.session, codeOf(factor, staff))
    expect(me.owed).toEqual([])
    await expect(staff.sessions.removeFactor(await signedIn(staff, half.token), secret)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })

  it('is taken away by an administrator for a colleague, with a reason, and must be set up again', async () => {
    const staff = await town(open)
    await staff.accounts.create(staff.rosa, { username: 'olga', name: 'Olga', role: 'officer', password: secret })
    const first = await halfIn(staff, 'olga')
    await staff.sessions.changePassword(first.session, { current: secret, next: other })
    await readDuties(staff, await signedIn(staff, first.token))
    const olga = await signedIn(staff, first.token)
    await enrol(staff, olga, other)
    const reset = (id: string) => staff.sessions.resetFactor(staff.rosa, { id, reason: 'Perdió el teléfono' })
    await expect(reset(staff.rosa.id)).rejects.toMatchObject({ code: 'SECOND_PERSON_NEEDED' })
    await reset(olga.id)
    await expect(reset(olga.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await staff.sessions.authenticate(first.token, { touch: true })).toBeNull()
    expect((await halfIn(staff, 'olga', other)).me.owed).toEqual(['enrol'])
    const [row] = await staff.store.read
      .selectFrom('audit')
      .select(['reason', 'actor_id', 'desk'])
      .where('action', '=', 'security.reset_factor')
      .execute()
    expect(row).toEqual({ reason: 'Perdió el teléfono', actor_id: staff.rosa.id, desk: 'mostrador' })
  })

  it('is not asked for where the town turned it off', async () => {
    const staff = await town(open)
    await enrol(staff, staff.rosa)
    await staff.policy.save(staff.rosa, { ...(await staff.policy.get()), secondFactor: 'off' })
    expect((await halfIn(staff)).me.owed).toEqual([])
    await expect(staff.sessions.enrolFactor(staff.rosa, { password: secret })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })
})

describeOnEachStore('a password', (open) => {
  it('that was given is replaced at the door, and taking it over is written down', async () => {
    const staff = await town(open)
    const { id } = await staff.accounts.create(staff.rosa, {
      username: 'carla',
      name: 'Carla',
      role: 'operator',
      password: secret,
    })
    const half = await halfIn(staff, 'carla')
    expect(half.me.owed).toEqual(['password', 'duties'])
    await expect(readDuties(staff, half.session)).rejects.toMatchObject({ code: 'SIGN_IN_UNFINISHED' })
    expect(await staff.review.receipts(id)).toMatchObject([{ giver: 'Rosa Prieto', receivedAt: null }])
    await staff.sessions.changePassword(half.session, { current: secret, next: other })
    expect(await staff.review.receipts(id)).toMatchObject([{ receivedAt: staff.clock.now() }])
    expect((await readDuties(staff, await signedIn(staff, half.token))).owed).toEqual([])
    expect((await halfIn(staff, 'carla', other)).me.owed).toEqual([])
    expect(await trail(staff)).toContain('session.change_password ok access received')
  })

  it('is not one of the last ten', async () => {
    const staff = await town(open)
    const nth = (n: number) => `${n} pianos lejanos suenan`
    let current = secret
    for (let n = 1; n <= 10; n += 1) {
      await staff.sessions.changePassword(staff.rosa, { current, next: nth(n) })
      current = nth(n)
    }
    const change = (next: string) => staff.sessions.changePassword(staff.rosa, { current, next })
    for (const used of [nth(1), nth(10)]) {
      await expect(change(used)).rejects.toMatchObject({ code: 'WEAK_PASSWORD', data: { reason: 'used_before' } })
    }
    await change(secret)
  })

  it('runs out after two years, is told of two weeks before, and must change at the door', async () => {
    const staff = await town(open)
    await enrol(staff, staff.rosa)
    const { endsAt, endsSoon } = (await staff.mine(staff.rosa)).password
    expect(endsSoon).toBe(false)
    await staff.clock.advance(endsAt - 14 * day - staff.clock.now())
    expect((await staff.mine(staff.rosa)).password.endsSoon).toBe(true)
    await staff.clock.advance(14 * day)
    expect((await halfIn(staff)).me.owed).toEqual(['second_factor', 'password'])
  })
})

describeOnEachStore('duties', (open) => {
  it('are read once per version', async () => {
    const staff = await staffWithAdministrator(open, { asks: true })
    expect(staff.rosa.owed).toEqual(['duties'])
    await expect(staff.sessions.acknowledgeDuties(staff.rosa, 'otra')).rejects.toMatchObject({ code: 'WRONG_STATE' })
    await readDuties(staff, staff.rosa)
    expect((await halfIn(staff)).me.owed).toEqual([])
    const policy = await staff.policy.get()
    const longer = { ...policy.duties, es: `${policy.duties.es} Y una cosa más.` }
    await staff.policy.save(await signedIn(staff, staff.token), { ...policy, duties: longer })
    expect((await halfIn(staff)).me.owed).toEqual(['duties'])
  })
})
