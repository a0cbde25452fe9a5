import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useStation } from '../../../client/react.tsx'
import { useAnnounce } from '../../../ui/announcer.tsx'
import type { Standing } from '../editor/shown.ts'
import type { Draft } from '../editor/use-draft.ts'
import { answered, type Circumstances, momentOf, type Trial, told, untold } from './trial.ts'

type Said = Parameters<ReturnType<typeof useStation>['client']['assistant']['tryOut']>[0]['messages'][number]

/** A conversation with the draft as it is on the screen. A citizen who is played leaves no trace. */
export function useTrial(name: string, draft: Draft, onStanding: (standing: Standing) => void) {
  const { client } = useStation()
  const announce = useAnnounce()
  const [trial, setTrial] = useState<Trial>(untold)
  const [around, setAround] = useState<Circumstances>({ language: null, at: '' })
  const turn = useRef(0)
  const say = useMutation({
    mutationFn: async ({ message, turn: asked }: { message: Said; turn: number }) => {
      const now = momentOf(around.at)
      const answer = await client.assistant.tryOut({
        messages: [message],
        state: trial.state,
        files: { [name]: draft.state.files },
        language: around.language,
        ...(now !== undefined && { now }),
      })
      return { answer, asked }
    },
    onSuccess: ({ answer, asked }) => {
      if (asked !== turn.current) return
      setTrial((before) => answered(before, answer))
      onStanding(answer.step)
      announce(answer.replies.join('. '))
    },
  })
  const restart = () => {
    turn.current += 1
    say.reset()
    setTrial(untold)
    onStanding(null)
  }
  return {
    trial,
    around,
    busy: say.isPending,
    error: say.error,
    say: (message: Said, shown: string) => {
      setTrial((before) => told(before, shown))
      say.mutate({ message, turn: turn.current })
    },
    restart,
    /** Another language or moment begins anew. */
    set: (next: Circumstances) => {
      setAround(next)
      restart()
    },
  }
}

/** The newest line of a log stays in sight. */
export function useNewestInSight(count: number) {
  const log = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (count > 0 && log.current) log.current.scrollTop = log.current.scrollHeight
  }, [count])
  return log
}
