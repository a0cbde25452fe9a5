type Listener = (...args: never[]) => unknown

/** Events as WhatsApp's models have them: several names in one text, separated by spaces. */
export class Emitter {
  readonly #listeners = new Map<string, Listener[]>()

  on(names: string, listener: Listener): this {
    for (const name of names.split(' ')) {
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener])
    }
    return this
  }

  off(names: string, listener: Listener): this {
    for (const name of names.split(' ')) {
      const left = this.#listeners.get(name)?.filter((one) => one !== listener) ?? []
      this.#listeners.set(name, left)
    }
    return this
  }

  once(name: string, listener: Listener): this {
    const wrapped: Listener = (...args) => {
      this.off(name, wrapped)
      return listener(...args)
    }
    return this.on(name, wrapped)
  }

  /** A listener that throws shows as an error of the page and stops no other. */
  trigger(name: string, ...args: readonly unknown[]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        listener(...(args as never[]))
      } catch (error) {
        reportError(error)
      }
    }
  }

  listeners(name: string): number {
    return this.#listeners.get(name)?.length ?? 0
  }
}
