import { expect, it } from 'vitest'
import { DESK_LIFE_MS, IDLE_LOCK_MS, MAX_PIN_TRIES } from '../../main/operators/rules.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'
import { colleague, secret, signedIn, signIn, staffWithAdministrator, trail } from './operators-support.ts'

const hour = 3_600_000
const rosaPin = '482915'
const brunoPin = '730264'
const failed = { code: 'SIGN_IN_FAILED' }

/** Rosa and Bruno share the desk `mostrador`, each with a PIN; Bruno has it now. */
async function sharedDesk(open: OpenStore) {
  const staff = await staffWithAdministrator(open)
  const bruno = await colleague(staff, staff.rosa, 'bruno')
  await staff.sessions.setPin(staff.rosa, { password: secret, pin: rosaPin })
  await staff.sessions.setPin(bruno.session, { password: secret, pin: brunoPin })
  return { ...staff, bruno }
}

describeOnEachStore('a shared desk', (open) => {
  it('offers the colleagues who signed in there and have a PIN', async () => {
    const staff = await sharedDesk(open)
    await colleague(staff, staff.rosa, 'sin-pin')
    const away = await colleague(staff, staff.rosa, 'lejos', 'otra-mesa')
    await staff.sessions.setPin(away.session, { password: secret, pin: '905817' })
    expect(await staff.sessions.desk(staff.bruno.session)).toEqual([{ id: staff.rosa.id, name: 'Rosa Prieto' }])
    await staff.clock.advance(DESK_LIFE_MS)
    expect(await staff.sessions.desk(staff.bruno.session)).toEqual([])
  })

  it('goes to a colleague by PIN and leaves the session before it locked, not ended', async () => {
    const staff = await sharedDesk(open)
    const { token, me } = await staff.sessions.switchTo(staff.bruno.session, {
      operatorId: staff.rosa.id,
      pin: rosaPin,
    })
    expect(me).toMatchObject({ operator: { id: staff.rosa.id, name: 'Rosa Prieto' }, locked: false })
    expect(await signedIn(staff, token)).toMatchObject({ id: staff.rosa.id, sessionState: 'open', desk: 'mostrador' })
    const waiting = await signedIn(staff, staff.bruno.token)
    expect(waiting.sessionState).toBe('locked')
    expect((await staff.sessions.unlock(waiting, { pin: brunoPin })).locked).toBe(false)
  })

  it('goes back and forth from a locked screen without leaving sessions behind', async () => {
    const staff = await sharedDesk(open)
    await staff.clock.advance(IDLE_LOCK_MS)
    let current = await signedIn(staff, staff.bruno.token)
    expect(current.sessionState).toBe('locked')
    for (let round = 0; round < 3; round += 1) {
      const toRosa = await staff.sessions.switchTo(current, { operatorId: staff.rosa.id, pin: rosaPin })
      const rosa = await signedIn(staff, toRosa.token)
      const toBruno = await staff.sessions.switchTo(rosa, { operatorId: staff.bruno.id, pin: brunoPin })
      current = await signedIn(staff, toBruno.token)
    }
    expect(await staff.store.read.selectFrom('sessions').select('operator_id').execute()).toHaveLength(2)
  })

  it('refuses a wrong PIN, somebody of another desk, somebody unknown and oneself alike', async () => {
    const staff = await sharedDesk(open)
    const away = await colleague(staff, staff.rosa, 'lejos', 'otra-mesa')
    await staff.sessions.setPin(away.session, { password: secret, pin: '905817' })
    for (const asked of [
      { operatorId: staff.rosa.id, pin: '482916' },
      { operatorId: away.id, pin: '905817' },
      { operatorId: 'nobody', pin: rosaPin },
      { operatorId: staff.bruno.id, pin: brunoPin },
    ]) {
      await expect(staff.sessions.switchTo(staff.bruno.session, asked)).rejects.toMatchObject(failed)
    }
    expect((await signedIn(staff, staff.bruno.token)).sessionState).toBe('open')
    expect((await trail(staff)).slice(-4)).toEqual([
      'session.switch refused pin',
      ...Array(3).fill('session.switch refused unknown'),
    ])
  })

  it('asks for the password after five wrong PINs, also when its owner tries', async () => {
    const staff = await sharedDesk(open)
    for (let i = 0; i < MAX_PIN_TRIES; i += 1) {
      const asked = { operatorId: staff.rosa.id, pin: '482916' }
      await expect(staff.sessions.switchTo(staff.bruno.session, asked)).rejects.toMatchObject(failed)
    }
    expect(await staff.sessions.desk(staff.bruno.session)).toEqual([])
    const right = { operatorId: staff.rosa.id, pin: rosaPin }
    await expect(staff.sessions.switchTo(staff.bruno.session, right)).rejects.toMatchObject(failed)
    await expect(staff.sessions.unlock(staff.rosa, { pin: rosaPin })).rejects.toMatchObject(failed)
    await signIn(staff, 'rosa')
    await expect(staff.sessions.switchTo(staff.bruno.session, right)).resolves.toHaveProperty('token')
  })

  it('lets PINs follow one password for twelve hours and no longer', async () => {
    const staff = await sharedDesk(open)
    await staff.clock.advance(7 * hour)
    const bruno = await signedIn(staff, staff.bruno.token)
    const { token } = await staff.sessions.switchTo(bruno, { operatorId: staff.rosa.id, pin: rosaPin })
    const rows = await staff.store.read
      .selectFrom('sessions')
      .select(['created_at', 'expires_at'])
      .where('operator_id', '=', staff.rosa.id)
      .execute()
    expect(rows.map((row) => row.expires_at - row.created_at)).toEqual([DESK_LIFE_MS])
    await staff.clock.advance(5 * hour)
    expect(await staff.sessions.authenticate(token, { touch: true })).toBeNull()
  })

  it('forgets who signs out: coming back needs the password', async () => {
    const staff = await sharedDesk(open)
    await staff.sessions.signOut(staff.rosa)
    expect(await staff.sessions.desk(staff.bruno.session)).toEqual([])
  })

  it('forgets who was disabled', async () => {
    const staff = await sharedDesk(open)
    await staff.accounts.setDisabled(staff.rosa, { id: staff.bruno.id, disabled: true })
    expect(await staff.sessions.desk(staff.rosa)).toEqual([])
  })
})

describeOnEachStore('my own account', (open) => {
  it('takes a new password against the old one and ends my other sessions', async () => {
    const staff = await staffWithAdministrator(open)
    const elsewhere = await signIn(staff, 'rosa', 'casa')
    const next = 'nublado tejado cuarenta'
    await expect(staff.sessions.changePassword(staff.rosa, { current: next, next })).rejects.toMatchObject(failed)
    await staff.sessions.changePassword(staff.rosa, { current: secret, next })
    expect(await staff.sessions.authenticate(elsewhere, { touch: true })).toBeNull()
    expect(await staff.sessions.authenticate(staff.token, { touch: true })).not.toBeNull()
    await expect(signIn(staff, 'rosa')).rejects.toMatchObject(failed)
    await expect(staff.sessions.signIn({ username: 'rosa', password: next, desk: 'casa' })).resolves.toHaveProperty(
      'token',
    )
  })

  it.each([
    ['corta', 'short'],
    ['ayuntamiento2026', 'common'],
    ['villaclara-siempre', 'contains_name'],
    ['la-prieto-manda', 'contains_name'],
  ])('refuses %o as %s', async (next, reason) => {
    const staff = await staffWithAdministrator(open)
    const asked = staff.sessions.changePassword(staff.rosa, { current: secret, next })
    await expect(asked).rejects.toMatchObject({ code: 'WEAK_PASSWORD', data: { reason } })
  })

  it('takes a PIN only with the password, and none that everybody tries first', async () => {
    const staff = await staffWithAdministrator(open)
    await expect(staff.sessions.setPin(staff.rosa, { password: secret, pin: '123456' })).rejects.toMatchObject({
      code: 'WEAK_PIN',
    })
    await expect(staff.sessions.setPin(staff.rosa, { password: 'otra', pin: rosaPin })).rejects.toMatchObject(failed)
    expect(staff.rosa.me().operator.hasPin).toBe(false)
    await staff.sessions.setPin(staff.rosa, { password: secret, pin: rosaPin })
    expect((await signedIn(staff, staff.token)).me().operator.hasPin).toBe(true)
  })

  it('keeps my language', async () => {
    const staff = await staffWithAdministrator(open)
    await staff.sessions.setLanguage(staff.rosa, 'en')
    expect((await signedIn(staff, staff.token)).me().operator.language).toBe('en')
  })

  it('cannot be changed from a locked screen', async () => {
    const staff = await staffWithAdministrator(open)
    await staff.sessions.lock(staff.rosa)
    const locked = await signedIn(staff, staff.token)
    const code = { code: 'SESSION_LOCKED' }
    await expect(staff.sessions.setLanguage(locked, 'en')).rejects.toMatchObject(code)
    await expect(staff.sessions.setPin(locked, { password: secret, pin: rosaPin })).rejects.toMatchObject(code)
    await expect(
      staff.sessions.changePassword(locked, { current: secret, next: 'nublado tejado cuarenta' }),
    ).rejects.toMatchObject(code)
  })
})
