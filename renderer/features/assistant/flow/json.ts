/** What a JSON file holds. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }
/** Keys and positions from the whole to the part. */
export type Path = readonly (string | number)[]

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** The object a text holds; null when it is not JSON, or no object. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

export const writeJson = (value: JsonObject): string => `${JSON.stringify(value, null, 2)}\n`

/** What stands at `path`; undefined when nothing does. */
export function at(value: Json | undefined, path: Path): Json | undefined {
  let here: Json | undefined = value
  for (const step of path) {
    if (typeof step === 'number' && isList(here)) here = here[step]
    else if (typeof step === 'string' && isObject(here) && Object.hasOwn(here, step)) here = here[step]
    else return undefined
  }
  return here
}

export function textAt(value: Json | undefined, path: Path): string | undefined {
  const found = at(value, path)
  return typeof found === 'string' ? found : undefined
}

/** The same with `next` at `path`; `undefined` takes away what stands there. What lies between is made as needed. */
export function put(value: JsonObject, path: Path, next: Json | undefined): JsonObject {
  const changed = putIn(value, path, next)
  return isObject(changed) ? changed : value
}

function putIn(value: Json | undefined, [step, ...rest]: Path, next: Json | undefined): Json | undefined {
  if (step === undefined) return next
  if (typeof step === 'number') {
    const list = isList(value) ? [...value] : []
    const item = putIn(list[step], rest, next)
    if (item === undefined) list.splice(step, 1)
    else list[step] = item
    return list
  }
  const object = isObject(value) ? value : {}
  const inside = putIn(object[step], rest, next)
  if (inside !== undefined) return { ...object, [step]: inside }
  const { [step]: _gone, ...kept } = object
  return kept
}
