import { skipToken, useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useStation } from '../client/react.tsx'

const keptMs = 60_000

/** The bytes of a stored item as an address of this page; given back when nobody looks at it any more. */
export function useMediaUrl(id: string, wanted: boolean) {
  const { api } = useStation()
  const query = useQuery(api.inbox.media.queryOptions({ input: wanted ? { id } : skipToken, gcTime: keptMs }))
  const blob = query.data
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (blob === undefined) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => {
      URL.revokeObjectURL(made)
      setUrl(null)
    }
  }, [blob])
  return { url, error: query.error, retry: () => void query.refetch() }
}

/** Whether an element has come near the screen; stays true. */
export function useSeen(): readonly [RefObject<HTMLDivElement | null>, boolean] {
  const ref = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (element === null || seen) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true), {
      rootMargin: '300px',
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [seen])
  return [ref, seen]
}
