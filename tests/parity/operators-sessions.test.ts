import { expect, it } from 'vitest'
import { passwords } from '../../main/operators/passwords.ts'
import { IDLE_LOCK_MS, MAX_PIN_TRIES, MAX_TRIES, SESSION_LIFE_MS } from '../../main/operators/rules.ts'
import { sessions } from '../../main/operators/sessions.ts'
import { lightCost } from '../support/account.ts'
import { describeOnEachStore } from '../support/stores.ts'
import { colleague, type Staff, secret, signedIn, signIn, staffWithAdministrator, trail } from './operators-support.ts'

const minute = 60_000
const wrong = 'cuatro trenes rojos'

async function failSignIn({ sessions }: Staff, username: string, times: number) {
  for (let i = 0; i < times; i += 1) {
    const asked = sessions.signIn({ username, password: wrong, desk: 'mostrador' })
    await expect(asked).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  }
}

describeOnEachStore('signing in', (open) => {
  it('gives a token that the store knows only by its hash', async () => {
    const staff = await staffWithAdministrator(open)
    expect(staff.token).toMatch(/^[\w-]{43}$/)
    const rows = await staff.store.read.selectFrom('sessions').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(staff.token)
    expect(staff.rosa).toMatchObject({ name: 'Rosa Prieto', role: 'administrator', sessionState: 'open' })
    expect(await staff.sessions.authenticate('otra', { touch: true })).toBeNull()
  })

  it('takes the user name in any case and shows the access before this one', async () => {
    const staff = await staffWithAdministrator(open)
    const firstAccess = staff.clock.now()
    expect(staff.rosa.me().lastAccessAt).toBeNull()
    await staff.clock.advance(minute)
    const { me } = await staff.sessions.signIn({ username: ' ROSA ', password: secret, desk: 'casa' })
    expect(me).toMatchObject({ lastAccessAt: firstAccess, locked: false, idleLockMs: IDLE_LOCK_MS })
    expect(me.permissions).toContain('operators.manage')
  })

  it('refuses an unknown user, a wrong password, a locked and a disabled account with one and the same answer', async () => {
    const staff = await staffWithAdministrator(open)
    const bruno = await colleague(staff, staff.rosa, 'bruno')
    await colleague(staff, staff.rosa, 'carla')
    await staff.accounts.setDisabled(staff.rosa, { id: bruno.id, disabled: true })
    await failSignIn(staff, 'carla', MAX_TRIES)
    const refusals = await Promise.all(
      [
        ['nadie', secret],
        ['rosa', wrong],
        ['carla', secret],
        ['bruno', secret],
      ].map(([username = '', password = '']) =>
        staff.sessions.signIn({ username, password, desk: 'mostrador' }).catch((error: unknown) => error),
      ),
    )
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'SIGN_IN_FAILED', data: undefined })
    expect(new Set(refusals.map(String)).size).toBe(1)
  })

  it('locks after five wrong passwords until an administrator opens the account', async () => {
    const staff = await staffWithAdministrator(open)
    const { id } = await colleague(staff, staff.rosa, 'carla')
    await failSignIn(staff, 'carla', MAX_TRIES)
    await staff.clock.advance(30 * 24 * 60 * minute)
    const again = () => staff.sessions.signIn({ username: 'carla', password: secret, desk: 'mostrador' })
    await expect(again()).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    const listed = (await staff.accounts.list()).find((account) => account.id === id)
    expect(listed?.lockedAt).not.toBeNull()
    expect((await staff.accounts.unlock(staff.rosa, { id })).lockedAt).toBeNull()
    expect((await again()).me.operator.id).toBe(id)
  })

  it('forgives four wrong passwords after a right one', async () => {
    const staff = await staffWithAdministrator(open)
    for (let round = 0; round < 2; round += 1) {
      await failSignIn(staff, 'rosa', MAX_TRIES - 1)
      await signIn(staff, 'rosa')
    }
    expect((await staff.accounts.list())[0]?.lockedAt).toBeNull()
  })

  it('counts guesses made at the same moment one by one', async () => {
    const staff = await staffWithAdministrator(open)
    await Promise.all(Array.from({ length: 8 }, () => failSignIn(staff, 'rosa', 1)))
    await expect(signIn(staff, 'rosa')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect((await trail(staff)).filter((entry) => entry.startsWith('operator.lock'))).toHaveLength(1)
  })

  it('refuses a right guess that was found right before the lock and asks for the door after it', async () => {
    const staff = await staffWithAdministrator(open)
    const locked = Promise.withResolvers<void>()
    const found = Promise.withResolvers<void>()
    const { passwords: real } = staff.needs
    const slow = {
      hash: real.hash,
      async verify(encoded: string | null, password: string) {
        const verdict = await real.verify(encoded, password)
        found.resolve()
        await locked.promise
        return verdict
      },
    }
    const late = sessions({ ...staff.needs, passwords: slow }).signIn({
      username: 'rosa',
      password: secret,
      desk: 'casa',
    })
    const refusal = late.catch((error: unknown) => error)
    await found.promise
    await failSignIn(staff, 'rosa', MAX_TRIES)
    locked.resolve()
    expect(await refusal).toMatchObject({ code: 'SIGN_IN_FAILED' })
  })

  it('records good and failed sign-ins and the lock, without names or passwords', async () => {
    const staff = await staffWithAdministrator(open)
    await failSignIn(staff, 'rosa', MAX_TRIES)
    await failSignIn(staff, 'rosa.mi.clave', 1)
    await expect(signIn(staff, 'rosa')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(await trail(staff)).toEqual([
      'operator.create ok first',
      'session.sign_in ok desk mostrador',
      ...Array(MAX_TRIES).fill('session.sign_in refused wrong_password'),
      'operator.lock ok',
      'session.sign_in refused unknown',
      'session.sign_in refused closed',
    ])
    const rows = await staff.store.read.selectFrom('audit').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/trenes|rosa/i)
  })

  it('makes an old hash again with the cost of today', async () => {
    const staff = await staffWithAdministrator(open)
    const stronger = sessions({ ...staff.needs, passwords: passwords({ ...lightCost, logN: 11 }) })
    await stronger.signIn({ username: 'rosa', password: secret, desk: 'casa' })
    const [row] = await staff.store.read.selectFrom('operators').select('password_hash').execute()
    expect(row?.password_hash).toContain('$ln=11,')
    await expect(signIn(staff, 'rosa')).resolves.toBeTruthy()
  })

  it('tells the consoles that an account changed', async () => {
    const staff = await staffWithAdministrator(open)
    const before = await staff.store.changes.latest()
    await signIn(staff, 'rosa', 'casa')
    const changes = await staff.store.changes.after(before, 10)
    expect(changes).toMatchObject([{ kind: 'operators', objectId: staff.rosa.id }])
  })
})

describeOnEachStore('a session', (open) => {
  it('locks after ten minutes without a person doing anything', async () => {
    const staff = await staffWithAdministrator(open)
    await staff.clock.advance(IDLE_LOCK_MS - 1)
    expect((await signedIn(staff, staff.token, false)).sessionState).toBe('open')
    await staff.clock.advance(1)
    const session = await signedIn(staff, staff.token)
    expect(session.sessionState).toBe('locked')
    expect(session.me().locked).toBe(true)
  })

  it('stays open while a person works, and ends after eight hours all the same', async () => {
    const staff = await staffWithAdministrator(open)
    const end = staff.clock.now() + SESSION_LIFE_MS
    while (staff.clock.now() + 5 * minute < end) {
      await staff.clock.advance(5 * minute)
      expect((await signedIn(staff, staff.token)).sessionState).toBe('open')
    }
    await staff.clock.advance(5 * minute)
    expect(await staff.sessions.authenticate(staff.token, { touch: true })).toBeNull()
  })

  it('writes activity down at most every thirty seconds', async () => {
    const staff = await staffWithAdministrator(open)
    const begun = staff.clock.now()
    const seenAt = async () => (await staff.store.read.selectFrom('sessions').select('seen_at').execute())[0]?.seen_at
    await staff.clock.advance(29_000)
    await signedIn(staff, staff.token)
    expect(await seenAt()).toBe(begun)
    await staff.clock.advance(1_000)
    await signedIn(staff, staff.token)
    expect(await seenAt()).toBe(begun + 30_000)
  })

  it('opens again with the password, and with the PIN once there is one', async () => {
    const staff = await staffWithAdministrator(open)
    await expect(staff.sessions.unlock(staff.rosa, { pin: '482915' })).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    await staff.sessions.setPin(staff.rosa, { password: secret, pin: '482915' })
    await staff.sessions.lock(staff.rosa)
    const locked = await signedIn(staff, staff.token)
    expect(locked.sessionState).toBe('locked')
    await expect(staff.sessions.unlock(locked, {})).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect((await staff.sessions.unlock(locked, { pin: '482915' })).locked).toBe(false)
    expect((await signedIn(staff, staff.token)).sessionState).toBe('open')
    await staff.clock.advance(IDLE_LOCK_MS)
    expect((await staff.sessions.unlock(await signedIn(staff, staff.token), { password: secret })).locked).toBe(false)
    expect((await signedIn(staff, staff.token)).sessionState).toBe('open')
  })

  it('takes only the password after five wrong PINs, and the PIN again after that', async () => {
    const staff = await staffWithAdministrator(open)
    await staff.sessions.setPin(staff.rosa, { password: secret, pin: '482915' })
    await staff.sessions.lock(staff.rosa)
    const locked = await signedIn(staff, staff.token)
    for (let i = 0; i < MAX_PIN_TRIES; i += 1) {
      await expect(staff.sessions.unlock(locked, { pin: '482916' })).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    }
    await expect(staff.sessions.unlock(locked, { pin: '482915' })).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect((await signedIn(staff, staff.token)).me().operator.hasPin).toBe(false)
    const me = await staff.sessions.unlock(await signedIn(staff, staff.token), { password: secret })
    expect(me.operator.hasPin).toBe(true)
    await staff.sessions.lock(await signedIn(staff, staff.token))
    await expect(staff.sessions.unlock(locked, { pin: '482915' })).resolves.toMatchObject({ locked: false })
  })

  it('counts a wrong password on unlocking like one at the door', async () => {
    const staff = await staffWithAdministrator(open)
    await staff.sessions.lock(staff.rosa)
    for (let i = 0; i < MAX_TRIES; i += 1) {
      await expect(staff.sessions.unlock(staff.rosa, { password: wrong })).rejects.toMatchObject({
        code: 'SIGN_IN_FAILED',
      })
    }
    await expect(signIn(staff, 'rosa')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  })

  it('is refused at once when it ends or its account is disabled', async () => {
    const staff = await staffWithAdministrator(open)
    const bruno = await colleague(staff, staff.rosa, 'bruno')
    await staff.accounts.setDisabled(staff.rosa, { id: bruno.id, disabled: true })
    expect(await staff.sessions.authenticate(bruno.token, { touch: true })).toBeNull()
    await staff.accounts.setDisabled(staff.rosa, { id: bruno.id, disabled: false })
    expect(await staff.sessions.authenticate(bruno.token, { touch: true })).toBeNull()
    await staff.sessions.signOut(staff.rosa)
    expect(await staff.sessions.authenticate(staff.token, { touch: true })).toBeNull()
  })

  it('follows a new role at the next request', async () => {
    const staff = await staffWithAdministrator(open)
    const bruno = await colleague(staff, staff.rosa, 'bruno')
    expect(bruno.session.permissions.has('inbox.write')).toBe(true)
    await staff.accounts.update(staff.rosa, { id: bruno.id, role: 'auditor' })
    const session = await signedIn(staff, bruno.token)
    expect(session.permissions.has('inbox.write')).toBe(false)
    expect(session.permissions.has('audit.read')).toBe(true)
  })
})
