import { useCallback, useState } from 'react'

/** A text kept on this desk between visits; lost storage only forgets it. */
export function useStored(key: string): readonly [string | null, (value: string) => void] {
  const [value, setValue] = useState(() => read(key))
  const keep = useCallback(
    (next: string) => {
      setValue(next)
      write(key, next)
    },
    [key],
  )
  return [value, keep]
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(`ventanilla.${key}`)
  } catch {
    return null
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(`ventanilla.${key}`, value)
  } catch {
    // Storage that is full or forbidden costs a preference, never work.
  }
}
