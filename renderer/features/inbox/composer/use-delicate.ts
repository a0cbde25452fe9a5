import { useDeferredValue, useMemo, useState } from 'react'
import { type DelicateMatter, delicateIn } from '../../../../contract/delicate.ts'

/** What an answer had better not ask or say; what was waved away stays away until the answer is another one. */
export function useDelicate(reply: string) {
  const text = useDeferredValue(reply)
  const [dismissed, setDismissed] = useState<readonly DelicateMatter[]>([])
  const found = useMemo(() => delicateIn(text), [text])
  if (reply === '' && dismissed.length > 0) setDismissed([])
  return {
    matters: found.filter((matter) => !dismissed.includes(matter)),
    dismiss: (matter: DelicateMatter) => setDismissed((before) => [...before, matter]),
  }
}
