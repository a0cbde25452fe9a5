import { expect, it } from 'vitest'
import { describeOnEachStore } from '../support/stores.ts'
import {
  colleague,
  runSql,
  secret,
  signedIn,
  signIn,
  staffOn,
  staffWithAdministrator,
  trail,
} from './operators-support.ts'

const newcomer = { name: 'Bruno Gil', role: 'operator', password: secret } as const
const practice = { username: 'practica', name: 'Práctica', password: 'práctica', language: 'es' } as const
const founder = { username: 'rosa', name: 'Rosa Prieto', password: secret, language: 'es' } as const

describeOnEachStore('accounts', (open) => {
  it('are made, listed and changed', async () => {
    const staff = await staffWithAdministrator(open)
    const bruno = await staff.accounts.create(staff.rosa, { ...newcomer, username: 'bruno' })
    expect(bruno).toEqual({
      id: bruno.id,
      username: 'bruno',
      name: 'Bruno Gil',
      role: 'operator',
      lockedAt: null,
      disabledAt: null,
      lastAccessAt: null,
    })
    const updated = await staff.accounts.update(staff.rosa, { id: bruno.id, role: 'officer', name: 'Bruno Gil Mora' })
    expect(updated).toMatchObject({ role: 'officer', name: 'Bruno Gil Mora' })
    expect((await staff.accounts.list()).map(({ username, role }) => `${username} ${role}`)).toEqual([
      'bruno officer',
      'rosa administrator',
    ])
    expect((await trail(staff)).slice(-2)).toEqual([
      'operator.create ok role operator',
      'operator.update ok name, role officer',
    ])
  })

  it('refuse a change that changes nothing, and write nothing down', async () => {
    const staff = await staffWithAdministrator(open)
    const before = await trail(staff)
    await expect(staff.accounts.update(staff.rosa, { id: staff.rosa.id })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(await trail(staff)).toEqual(before)
  })

  it('refuse a weak password and one with the name of the town', async () => {
    const staff = await staffWithAdministrator(open)
    for (const [password, reason] of [
      ['corta', 'short'],
      ['contraseña1234', 'common'],
      ['bruno-el-mejor', 'contains_name'],
      ['Villaclara-2026', 'contains_name'],
    ]) {
      const asked = staff.accounts.create(staff.rosa, { ...newcomer, username: 'bruno', password: password ?? '' })
      await expect(asked).rejects.toMatchObject({ code: 'WEAK_PASSWORD', data: { reason } })
    }
    expect(await staff.accounts.list()).toHaveLength(1)
  })

  it('refuse an unknown id', async () => {
    const staff = await staffWithAdministrator(open)
    const code = { code: 'NOT_FOUND' }
    await expect(staff.accounts.update(staff.rosa, { id: 'x', name: 'Nadie' })).rejects.toMatchObject(code)
    await expect(staff.accounts.unlock(staff.rosa, { id: 'x' })).rejects.toMatchObject(code)
    await expect(staff.accounts.setDisabled(staff.rosa, { id: 'x', disabled: true })).rejects.toMatchObject(code)
    await expect(staff.accounts.resetPassword(staff.rosa, { id: 'x', password: secret })).rejects.toMatchObject(code)
  })

  it('with one user name are one, also when two stations make them at the same moment', async () => {
    const staff = await staffWithAdministrator(open)
    const other = await staffOn(open, staff)
    const outcomes = await Promise.allSettled(
      [staff, other, staff, other].map(({ accounts }) =>
        accounts.create(staff.rosa, { ...newcomer, username: 'bruno' }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'NAME_TAKEN' })
    }
    expect(await staff.accounts.list()).toHaveLength(2)
  })

  it('get a new password that ends their sessions, drops the PIN and opens the lock', async () => {
    const staff = await staffWithAdministrator(open)
    const bruno = await colleague(staff, staff.rosa, 'bruno')
    await staff.sessions.setPin(bruno.session, { password: secret, pin: '730264' })
    const password = 'nublado tejado cuarenta'
    await staff.accounts.resetPassword(staff.rosa, { id: bruno.id, password })
    expect(await staff.sessions.authenticate(bruno.token, { touch: true })).toBeNull()
    const { me } = await staff.sessions.signIn({ username: 'bruno', password, desk: 'mostrador' })
    expect(me.operator.hasPin).toBe(false)
  })

  it('never lose their last administrator who can sign in', async () => {
    const staff = await staffWithAdministrator(open)
    const { id } = staff.rosa
    const code = { code: 'LAST_ADMINISTRATOR' }
    await expect(staff.accounts.update(staff.rosa, { id, role: 'auditor' })).rejects.toMatchObject(code)
    await expect(staff.accounts.setDisabled(staff.rosa, { id, disabled: true })).rejects.toMatchObject(code)
    const bruno = await colleague(staff, staff.rosa, 'bruno')
    await staff.accounts.update(staff.rosa, { id: bruno.id, role: 'administrator' })
    await staff.accounts.setDisabled(staff.rosa, { id: bruno.id, disabled: true })
    await expect(staff.accounts.update(staff.rosa, { id, role: 'auditor' })).rejects.toMatchObject(code)
    await staff.accounts.setDisabled(staff.rosa, { id: bruno.id, disabled: false })
    expect((await staff.accounts.update(staff.rosa, { id, role: 'auditor' })).role).toBe('auditor')
  })

  it('keep one administrator when two stations take the last two away at the same moment', async () => {
    const staff = await staffWithAdministrator(open)
    const other = await staffOn(open, staff)
    const bruno = await colleague(staff, staff.rosa, 'bruno')
    await staff.accounts.update(staff.rosa, { id: bruno.id, role: 'administrator' })
    const outcomes = await Promise.allSettled([
      staff.accounts.update(staff.rosa, { id: staff.rosa.id, role: 'operator' }),
      other.accounts.update(staff.rosa, { id: bruno.id, role: 'operator' }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await staff.accounts.list()).filter(({ role }) => role === 'administrator')).toHaveLength(1)
  })

  it('of a locked-out last administrator open from the machine itself', async () => {
    const staff = await staffWithAdministrator(open)
    for (let i = 0; i < 5; i += 1) {
      const asked = staff.sessions.signIn({ username: 'rosa', password: 'no', desk: 'mostrador' })
      await expect(asked).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    }
    await staff.accounts.openFromMachine('rosa')
    await expect(signIn(staff, 'rosa')).resolves.toBeTruthy()
    expect(await trail(staff)).toContain('operator.unlock ok machine')
  })
})

describeOnEachStore('the first account', (open) => {
  it('is an administrator, made once, with what else the town needs', async () => {
    const staff = await staffOn(open)
    const made = await staff.first.createFirst({ ...founder, townName: 'Villaclara' }, async (tx, actor) => {
      await tx
        .insertInto('settings')
        .values({ key: 'also', value_json: JSON.stringify(actor), updated_at: 1 })
        .execute()
    })
    expect((await staff.accounts.list())[0]).toMatchObject({ id: made.id, role: 'administrator' })
    const also = await staff.store.read.selectFrom('settings').select('value_json').where('key', '=', 'also').execute()
    expect(also).toEqual([{ value_json: JSON.stringify({ kind: 'operator', id: made.id }) }])
    const again = staff.first.createFirst({ ...founder, username: 'otra', townName: 'Villaclara' })
    await expect(again).rejects.toMatchObject({ code: 'ALREADY_SET_UP' })
  })

  it('is made once also by two stations at the same moment, and not at all when the rest fails', async () => {
    const staff = await staffOn(open)
    const failing = staff.first.createFirst({ ...founder, townName: 'Villaclara' }, async () => {
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    const other = await staffOn(open, staff)
    const outcomes = await Promise.allSettled([
      staff.first.createFirst({ ...founder, townName: 'Villaclara' }),
      other.first.createFirst({ ...founder, username: 'otra', townName: 'Villaclara' }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await staff.accounts.list()).toHaveLength(1)
  })

  it('of a practice town is repaired whenever needed and left alone otherwise', async () => {
    const staff = await staffOn(open)
    const { id } = await staff.first.ensurePractice(practice)
    const wellSince = await trail(staff)
    expect(await staff.first.ensurePractice(practice)).toEqual({ id })
    expect(await trail(staff)).toEqual(wellSince)

    await runSql(staff, "update operators set disabled_at = 1, locked_at = 1, failed_tries = 5, role = 'auditor'")
    expect(await staff.first.ensurePractice({ ...practice, password: 'otra' })).toEqual({ id })
    const { token } = await staff.sessions.signIn({ username: 'practica', password: 'otra', desk: 'mostrador' })
    expect((await signedIn(staff, token)).role).toBe('administrator')
  })
})

describeOnEachStore('the audit trail', (open) => {
  it('cannot be changed or deleted, by nobody', async () => {
    const staff = await staffWithAdministrator(open)
    const before = await trail(staff)
    await expect(runSql(staff, "update audit set result = 'ok'")).rejects.toThrow('only grows')
    await expect(runSql(staff, 'delete from audit')).rejects.toThrow('only grows')
    await expect(
      staff.store.transaction((tx) => tx.deleteFrom('audit').where('seq', '=', 1).execute()),
    ).rejects.toThrow('only grows')
    expect(await trail(staff)).toEqual(before)
  })

  it('is read newest first, page by page, with the names of who acted', async () => {
    const staff = await staffWithAdministrator(open)
    const bruno = await colleague(staff, staff.rosa, 'bruno')
    for (let i = 0; i < 5; i += 1) await staff.accounts.update(staff.rosa, { id: bruno.id, name: `Bruno ${i}` })
    const seen: Awaited<ReturnType<typeof staff.auditReader.list>>['items'] = []
    let cursor: string | undefined
    do {
      const page = await staff.auditReader.list(staff.rosa, { limit: 3, cursor })
      expect(page.items.length).toBeLessThanOrEqual(3)
      seen.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map(({ seq }) => seq).sort((a, b) => b - a))
    expect(seen.map(({ action }) => action)).toEqual([
      'audit.read',
      ...Array(5).fill('operator.update'),
      'session.sign_in',
      'operator.create',
      'session.sign_in',
      'operator.create',
    ])
    expect(seen[1]).toMatchObject({
      at: staff.clock.now(),
      actor: { kind: 'operator', id: staff.rosa.id, name: 'Rosa Prieto' },
      object: { kind: 'operator', id: bruno.id },
      result: 'ok',
      detail: 'name',
    })
    expect(seen.at(-1)?.actor).toEqual({ kind: 'system', id: null, name: null })
  })

  it('shows what an operator did and suffered, and one kind of act', async () => {
    const staff = await staffWithAdministrator(open)
    const bruno = await colleague(staff, staff.rosa, 'bruno')
    await staff.sessions.signIn({ username: 'bruno', password: 'no', desk: 'x' }).catch(() => undefined)
    const ofBruno = await staff.auditReader.list(staff.rosa, { limit: 50, operatorId: bruno.id })
    expect(ofBruno.items.map(({ action, result }) => `${action} ${result}`)).toEqual([
      'session.sign_in refused',
      'session.sign_in ok',
      'operator.create ok',
    ])
    const signIns = await staff.auditReader.list(staff.rosa, { limit: 50, action: 'session.sign_in' })
    expect(signIns.items.map(({ result }) => result)).toEqual(['refused', 'ok', 'ok'])
  })

  it('refuses a made-up cursor', async () => {
    const staff = await staffWithAdministrator(open)
    await expect(staff.auditReader.list(staff.rosa, { limit: 5, cursor: 'mañana' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })
})
