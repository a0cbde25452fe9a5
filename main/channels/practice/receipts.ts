/** Waits for several ids to be confirmed. */
export type Receipt = {
  readonly confirmed: Promise<void>
  /** This id needs no confirmation after all. */
  waive(id: string): void
}

type Group = { readonly ids: Set<string>; readonly done: () => void; readonly failed: (error: unknown) => void }

/** Who waits for which message to be confirmed. */
export function receipts() {
  const groups = new Map<string, Set<Group>>()

  const strike = (group: Group, id: string) => {
    const others = groups.get(id)
    others?.delete(group)
    if (others?.size === 0) groups.delete(id)
    group.ids.delete(id)
    if (group.ids.size === 0) group.done()
  }

  const drop = (group: Group) => {
    for (const id of [...group.ids]) strike(group, id)
  }

  const waitingFor = (ids: readonly string[]): Group[] => ids.flatMap((id) => [...(groups.get(id) ?? [])])

  return {
    of(ids: readonly string[]): Receipt {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const group: Group = { ids: new Set(ids), done: resolve, failed: reject }
      for (const id of ids) {
        const others = groups.get(id)
        if (others) others.add(group)
        else groups.set(id, new Set([group]))
      }
      if (ids.length === 0) resolve()
      // Whoever waits hears of a failure through `confirmed`; one that nobody waits for yet is no crash.
      promise.catch(() => undefined)
      return { confirmed: promise, waive: (id) => strike(group, id) }
    },
    done(ids: readonly string[]): void {
      for (const id of ids) for (const group of [...(groups.get(id) ?? [])]) strike(group, id)
    },
    failed(ids: readonly string[], error: unknown): void {
      for (const group of new Set(waitingFor(ids))) {
        group.failed(error)
        drop(group)
      }
    },
    /** Everybody may go on. */
    settle(): void {
      for (const group of new Set(waitingFor([...groups.keys()]))) drop(group)
    },
  }
}
