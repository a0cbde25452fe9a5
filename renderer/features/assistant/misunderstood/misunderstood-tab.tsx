import School from '@mui/icons-material/SchoolOutlined'
import { Box, Button, Typography } from '@mui/material'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Misunderstood } from '../../../../contract/intents.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { TeachDialog } from '../../../ui/teach-dialog.tsx'
import { KeysLine } from './keys-line.tsx'
import { MisunderstoodItem } from './misunderstood-item.tsx'
import { useListKeys } from './use-list-keys.ts'
import { useSettling } from './use-settling.ts'

/** What citizens wrote and the assistant did not understand, newest first: one key or click teaches it. */
export function MisunderstoodTab() {
  const { t } = useTranslation('assistant')
  const { t: common } = useTranslation()
  const list = useMisunderstood()
  const mayWrite = useMay('assistant.write')
  const settling = useSettling()
  const [other, setOther] = useState<Misunderstood | null>(null)
  const box = useRef<HTMLUListElement>(null)
  const items = list.data?.pages.flatMap((page) => page.items).filter(({ id }) => !settling.settled.has(id)) ?? []
  const keys = useListKeys({ items, box, teach: settling.teach, dismiss: settling.dismiss, enabled: mayWrite })
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: '64rem' }}>
      <Typography color="textSecondary">{t('misunderstood.text')}</Typography>
      {list.isPending && <SkeletonRows rows={5} height={96} />}
      <ErrorNotice error={list.error ?? settling.error} retry={list.error ? () => void list.refetch() : undefined} />
      {list.data && items.length === 0 && (
        <EmptyState icon={<School />} title={t('misunderstood.none')} text={t('misunderstood.noneText')} />
      )}
      {items.length > 0 && mayWrite && <KeysLine />}
      <Box
        component="ul"
        ref={box}
        aria-label={t('misunderstood.list')}
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}
      >
        {items.map((item) => (
          <MisunderstoodItem
            key={item.id}
            item={item}
            reached={item.id === keys.reached}
            onFocus={() => keys.setAt(item.id)}
            settling={mayWrite ? settling : null}
            chooseOther={() => setOther(item)}
          />
        ))}
      </Box>
      {list.hasNextPage && (
        <Button
          onClick={() => void list.fetchNextPage()}
          loading={list.isFetchingNextPage}
          sx={{ justifySelf: 'start' }}
        >
          {common('more')}
        </Button>
      )}
      {other && <TeachDialog text={other.text} misunderstoodId={other.id} onClose={() => setOther(null)} />}
    </Box>
  )
}

function useMisunderstood() {
  const { api } = useStation()
  return useInfiniteQuery(
    api.intents.misunderstood.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: 30, ...(cursor !== undefined && { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
}
