import { expect, it } from 'vitest'
import { actLog } from '../../main/operators/act-log.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { permissionsOf } from '../../main/operators/rules.ts'
import { describeOnEachStore } from '../support/stores.ts'
import { colleague, runSql, type Staff, signedIn, staffWithAdministrator, trail } from './operators-support.ts'

const day = 24 * 60 * 60_000

/** As somebody would who holds the database and not the program. */
async function behindItsBack(staff: Staff, statement: string): Promise<void> {
  const postgres = staff.store.dialect === 'postgres'
  const drop = (name: string) => (postgres ? `drop trigger ${name} on audit` : `drop trigger if exists ${name}`)
  for (const name of postgres ? ['audit_no_rewrite'] : ['audit_no_update', 'audit_no_delete']) {
    await runSql(staff, drop(name))
  }
  try {
    await runSql(staff, statement)
  } finally {
    if (postgres) {
      const when = 'before update or delete or truncate on audit for each statement'
      await runSql(staff, `create trigger audit_no_rewrite ${when} execute function audit_only_grows()`)
    }
  }
}

describeOnEachStore('the audit trail', (open) => {
  it('is a chain that names the first entry that is not what was written', async () => {
    const staff = await staffWithAdministrator(open)
    await colleague(staff, staff.rosa, 'carla')
    await staff.trail.open()
    expect(staff.trail.state()).toMatchObject({ state: 'whole', entries: 4, unchained: 0 })
    await behindItsBack(staff, "update audit set detail = 'role administrator' where seq = 3")
    expect(await staff.trail.verify(staff.rosa)).toMatchObject({ state: 'broken', seq: 3 })
    expect((await trail(staff)).at(-1)).toBe('audit.verify failed entry 3')
  })

  it('notices an entry that is gone', async () => {
    const staff = await staffWithAdministrator(open)
    await colleague(staff, staff.rosa, 'carla')
    await behindItsBack(staff, 'delete from audit where seq = 2')
    expect(await staff.trail.verify(staff.rosa)).toMatchObject({ state: 'broken', seq: 3 })
  })

  it('binds what is older than the chain to its first entry', async () => {
    const staff = await staffWithAdministrator(open)
    await behindItsBack(staff, 'update audit set hash = null')
    await staff.trail.open()
    expect(staff.trail.state()).toMatchObject({ state: 'whole', entries: 3, unchained: 2 })
    expect((await trail(staff)).at(-1)).toMatch(/^audit.chain ok 2 entries, sha256 [0-9a-f]{64}$/)
    await staff.trail.open()
    expect(await trail(staff)).toHaveLength(3)
    await behindItsBack(staff, "update audit set result = 'failed' where seq = 1")
    expect(await staff.trail.verify(staff.rosa)).toMatchObject({ state: 'broken', seq: 3 })
  })

  it('goes on as one chain when two stations write to it', async () => {
    const staff = await staffWithAdministrator(open)
    const store = await open({ clock: staff.clock, sharing: staff.store })
    const audit = auditTrail({ clock: staff.clock, version: '1.2.3' })
    const write = (on: typeof store) =>
      on.transaction((tx) => audit.record(tx, { actor: { kind: 'system', id: null }, action: 'x.y', result: 'ok' }))
    await Promise.all(Array.from({ length: 10 }, (_, n) => write(n % 2 === 0 ? store : staff.store)))
    await staff.trail.open()
    expect(staff.trail.state()).toMatchObject({ state: 'whole', entries: 12 })
  })

  it('says where from, by which clock and program, and is chained with any text', async () => {
    const staff = await staffWithAdministrator(open)
    const audit = auditTrail({ clock: staff.clock, version: '1.2.3' })
    const actor = { kind: 'operator', id: staff.rosa.id, desk: 'mostrador' } as const
    const reason = 'con \0 nulo, \ud800 y ñ'
    await staff.store.transaction((tx) => audit.record(tx, { actor, action: 'x.y', result: 'ok', reason }))
    await staff.trail.open()
    expect(staff.trail.state()).toMatchObject({ state: 'whole' })
    const rows = await staff.store.read.selectFrom('audit').selectAll().where('action', '=', 'x.y').execute()
    expect(rows).toMatchObject([{ desk: 'mostrador', clock: 'system', version: '1.2.3', at: staff.clock.now() }])
  })

  it('is taken away as a file that runs nothing, and that is an act', async () => {
    const staff = await staffWithAdministrator(open)
    const audit = auditTrail({ clock: staff.clock })
    const actor = { kind: 'operator', id: staff.rosa.id } as const
    await staff.store.transaction((tx) =>
      audit.record(tx, { actor, action: 'x.y', result: 'ok', reason: '=HYPERLINK("x")' }),
    )
    const csv = await (await staff.trail.export(staff.rosa, { format: 'csv' })).text()
    expect(csv.split('\r\n')).toHaveLength(5)
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    const json = JSON.parse(await (await staff.trail.export(staff.rosa, { format: 'json' })).text())
    expect(json).toHaveLength(4)
    expect((await trail(staff)).slice(-2)).toEqual([
      'audit.export ok csv, 3 entries',
      'audit.export ok json, 4 entries',
    ])
    const none = await staff.trail.export(staff.rosa, { format: 'json', from: staff.clock.now() + 1 })
    expect(JSON.parse(await none.text())).toEqual([])
  })

  it('has one entry per operator, citizen and day for looking at a citizen', async () => {
    const staff = await staffWithAdministrator(open)
    const acts = actLog(staff)
    const restarted = actLog(staff)
    for (const log of [acts, acts, restarted]) await log.viewed(staff.rosa, 'citizen-1')
    await acts.viewed(staff.rosa, 'citizen-2')
    await staff.clock.advance(day)
    await acts.viewed(staff.rosa, 'citizen-1')
    expect((await trail(staff)).filter((entry) => entry.startsWith('citizen.view'))).toHaveLength(3)
  })
})

describeOnEachStore('a review of rights', (open) => {
  it('is signed off as it was read, and is due every three months', async () => {
    const staff = await staffWithAdministrator(open)
    const bruno = await colleague(staff, staff.rosa, 'bruno')
    await staff.accounts.setDisabled(staff.rosa, { id: bruno.id, disabled: true })
    const report = await staff.review.report()
    expect(report.people).toMatchObject([
      { username: 'bruno', disabledAt: staff.clock.now(), permissions: [...permissionsOf('operator')] },
      { username: 'rosa', role: 'administrator', lastAccessAt: staff.clock.now() },
    ])
    expect(report.last).toBeNull()
    await staff.accounts.update(staff.rosa, { id: bruno.id, role: 'officer' })
    const late = staff.review.sign(staff.rosa, { sha256: report.sha256, note: '' })
    await expect(late).rejects.toMatchObject({ code: 'WRONG_STATE' })
    await staff.clock.advance(day)
    const { sha256 } = await staff.review.report()
    const signed = await staff.review.sign(staff.rosa, { sha256, note: 'Conforme' })
    expect(signed.last).toEqual({ at: staff.clock.now(), reviewer: 'Rosa Prieto', note: 'Conforme' })
    expect(new Date(signed.dueAt).toISOString()).toBe('2026-06-03T08:00:00.000Z')
    await expect(runSql(staff, 'delete from access_reviews')).rejects.toThrow(/stays as it/)
    const csv = await (await staff.review.file(staff.rosa)).text()
    expect(csv.split('\r\n')[1]).toMatch(/^bruno;bruno;officer;/)
  })
})

describeOnEachStore('the security policy', (open) => {
  it('is changed in the open: what became of it, why, and what it was before', async () => {
    const staff = await staffWithAdministrator(open)
    const policy = await staff.policy.get()
    await staff.policy.save(staff.rosa, { ...policy, fourEyes: false, reason: 'Una sola persona en comunicación' })
    expect((await trail(staff)).at(-1)).toBe('security.save_policy ok fourEyes false')
    const [row] = await staff.store.read
      .selectFrom('audit')
      .select(['before_hash', 'after_hash', 'reason'])
      .where('action', '=', 'security.save_policy')
      .execute()
    expect(row?.before_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(row?.after_hash).not.toBe(row?.before_hash)
    expect(row?.reason).toBe('Una sola persona en comunicación')
    expect((await signedIn(staff, staff.token)).desk).toBe('mostrador')
  })
})
