import ArrowUpward from '@mui/icons-material/ArrowUpward'
import InboxOutlined from '@mui/icons-material/InboxOutlined'
import { Box, Button } from '@mui/material'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { View } from '../../../../contract/inbox.ts'
import { useAnnounce } from '../../../ui/announcer.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { AlarmBar } from './alarm-bar.tsx'
import { useBusy, useHeldList, useQueue } from './queue-data.ts'
import { QueueList } from './queue-list.tsx'
import { ViewList } from './view-list.tsx'

type Props = { readonly view: View; readonly openId: string | null; readonly onOpen: (id: string) => void }

export function QueuePane(props: Props) {
  const { view, openId } = props
  const queue = useQueue(view)
  const { busy, handlers } = useBusy()
  const held = useHeldList(queue.loaded?.items, busy)
  const [active, setActive] = useState<string | null>(openId)
  const { t } = useTranslation('inbox')
  useArrivals(held.arrived)

  const body = () => {
    if (queue.loaded === undefined && queue.error) {
      return (
        <Box sx={{ p: 1 }}>
          <ErrorNotice error={queue.error} retry={() => void queue.retry()} />
        </Box>
      )
    }
    if (queue.loaded === undefined) return <SkeletonRows rows={7} height={72} />
    if (held.rows.length === 0) {
      return (
        <EmptyState
          icon={<InboxOutlined />}
          title={t(`queue.empty.${view}.title`)}
          text={t(`queue.empty.${view}.text`)}
        />
      )
    }
    return (
      <QueueList
        view={view}
        rows={held.rows}
        gone={held.gone}
        openId={openId}
        active={active}
        setActive={setActive}
        onOpen={props.onOpen}
        more={{
          load: queue.loadMore,
          waiting: queue.loaded.nextCursor !== null,
          error: queue.moreError,
          retry: queue.retryMore,
        }}
      />
    )
  }

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}>
      <AlarmBar onOpen={props.onOpen} />
      <ViewList view={view} />
      <Box {...handlers} sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
        {held.arrived > 0 && (
          <Button
            size="small"
            startIcon={<ArrowUpward />}
            onClick={held.show}
            sx={{ m: 0.5, flexShrink: 0 }}
            variant="outlined"
          >
            {t('queue.arrived', { count: held.arrived })}
          </Button>
        )}
        {body()}
      </Box>
    </Box>
  )
}

/** Says how many conversations came in while the list was being worked on. */
function useArrivals(arrived: number): void {
  const { t } = useTranslation('inbox')
  const announce = useAnnounce()
  useEffect(() => {
    if (arrived > 0) announce(t('queue.announceArrived', { count: arrived }))
  }, [arrived, announce, t])
}
