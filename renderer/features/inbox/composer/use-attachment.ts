import { ORPCError } from '@orpc/client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Media } from '../../../../contract/inbox.ts'
import { useStation } from '../../../client/react.tsx'
import { refusedAtOnce } from './rules.ts'

/** Whether the line sends files; asked, never guessed. */
export function useSendsFiles(): boolean {
  const { api } = useStation()
  const lines = useQuery(api.lines.list.queryOptions())
  return lines.data?.some(({ capabilities }) => capabilities.includes('media.send')) ?? false
}

/** Brings a file to the station: from a button, the clipboard or a drop. One a message, as WhatsApp has it. */
export function useAttachment(id: string, onKept: (media: Media) => void) {
  const { client } = useStation()
  const [leftOut, setLeftOut] = useState(0)
  const bring = useMutation({
    mutationFn: async (file: File) => {
      const refused = refusedAtOnce(file)
      if (refused) throw new ORPCError(refused.code, { data: refused.data })
      return client.inbox.attach({ id, file })
    },
    onSuccess: onKept,
  })
  return {
    /** The name of what is on its way to the station. */
    bringing: bring.isPending ? bring.variables.name : null,
    error: bring.error,
    /** What was kept last, with what became of what it says of its author. */
    kept: bring.data ?? null,
    /** How many files did not fit in this message. */
    leftOut,
    take: (files: readonly File[]) => {
      const [first, ...more] = files
      if (!first || bring.isPending) return
      setLeftOut(more.length)
      bring.mutate(first)
    },
    forget: () => {
      setLeftOut(0)
      bring.reset()
    },
  }
}

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/**
 * Files may be dropped anywhere in the window; without this the browser would leave the console and open them. True
 * while some are held over it and may be dropped.
 */
export function useFileDrop(allowed: boolean, take: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef({ allowed, take })
  useEffect(() => {
    latest.current = { allowed, take }
  })
  useEffect(() => {
    const hold = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = latest.current.allowed ? 'copy' : 'none'
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(false)
      if (latest.current.allowed) latest.current.take([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragover', hold)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', hold)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  return over && allowed
}
