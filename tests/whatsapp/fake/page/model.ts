import { Emitter } from './events.ts'

export type Attributes = Record<string, unknown>

/**
 * A model: its attributes are its own properties, `set` tells of each that changes (`change:<name>`: model, new value,
 * old value) and then of the change as a whole, to its own listeners and to those of its collections.
 */
export class Model extends Emitter {
  readonly #names = new Set<string>()
  readonly #collections = new Set<Emitter>()

  constructor(attributes: Attributes) {
    super()
    this.#assign(attributes)
  }

  #assign(attributes: Attributes): void {
    for (const name of Object.keys(attributes)) this.#names.add(name)
    Object.assign(this, attributes)
  }

  get(name: string): unknown {
    return this.#names.has(name) ? Reflect.get(this, name) : undefined
  }

  set(attributes: Attributes): this {
    const changed = Object.keys(attributes)
      .filter((name) => Reflect.get(this, name) !== attributes[name])
      .map((name) => ({ name, before: Reflect.get(this, name) }))
    this.#assign(attributes)
    for (const { name, before } of changed) this.#tell(`change:${name}`, attributes[name], before)
    if (changed.length > 0) this.#tell('change')
    return this
  }

  #tell(event: string, ...args: readonly unknown[]): void {
    this.trigger(event, this, ...args)
    for (const collection of this.#collections) collection.trigger(event, this, ...args)
  }

  joined(collection: Emitter): void {
    this.#collections.add(collection)
  }

  left(collection: Emitter): void {
    this.#collections.delete(collection)
  }

  serialize(): Attributes {
    return Object.fromEntries([...this.#names].map((name) => [name, Reflect.get(this, name)]))
  }

  /** Bindings of the browser turn models into JSON. */
  toJSON(): Attributes {
    return this.serialize()
  }
}

type Named = Model & { readonly id: { readonly _serialized: string } }
type Name = string | { readonly _serialized: string }

export const nameOf = (id: Name): string => (typeof id === 'string' ? id : id._serialized)

type Order<M> = (a: M, b: M) => number

/** Models by the text of their id, listed in the given order or as they were added. */
export class Collection<M extends Named> extends Emitter {
  readonly #models = new Map<string, M>()
  readonly #order: Order<M> | undefined

  constructor(order?: Order<M>) {
    super()
    this.#order = order
  }

  get(id: Name | null | undefined): M | undefined {
    return id ? this.#models.get(nameOf(id)) : undefined
  }

  add(model: M): M {
    const known = this.get(model.id)
    if (known) return known
    this.#models.set(model.id._serialized, model)
    model.joined(this)
    this.trigger('add', model, this)
    return model
  }

  remove(model: M): void {
    if (!this.#models.delete(model.id._serialized)) return
    this.trigger('remove', model, this)
    model.left(this)
  }

  getModelsArray(): M[] {
    const models = [...this.#models.values()]
    return this.#order ? models.sort(this.#order) : models
  }

  get length(): number {
    return this.#models.size
  }
}
