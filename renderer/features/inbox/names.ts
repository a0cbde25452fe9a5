import { phoneText } from './phone.ts'
import { oneLine } from './queue/rules.ts'

/** How a citizen is called on screen: the name, else the phone as people read it, else nothing is known. */
export function displayName(citizen: { readonly name: string; readonly phone: string | null }): string | null {
  return oneLine(citizen.name) || (citizen.phone === null ? null : phoneText(citizen.phone))
}
