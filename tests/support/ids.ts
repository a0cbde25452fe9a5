import type { NewId } from '../../main/station/needs.ts'

/** Ids with the shape and the order of UUID version 7, the same in every run. `space` keeps two makers apart. */
export function sequentialIds(space = 0): NewId {
  let made = 0
  return () => {
    made += 1
    const time = (0x019c00000000 + made).toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${space.toString(16).padStart(12, '0')}`
  }
}
