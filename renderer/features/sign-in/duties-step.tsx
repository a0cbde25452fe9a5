import { Box, Button } from '@mui/material'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../../contract/session.ts'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'

/** What everybody who signs in must know; asked once per version of the text. */
export function DutiesStep(props: { onStep: (me: Me) => void }) {
  const { t } = useTranslation('security')
  const { api, client } = useStation()
  const duties = useQuery(api.security.duties.queryOptions({ staleTime: 0 }))
  const read = useMutation({
    mutationFn: (version: string) => client.security.acknowledgeDuties({ version }),
    onSuccess: props.onStep,
    onError: () => void duties.refetch(),
  })
  if (!duties.data) {
    return duties.isPending ? (
      <SkeletonRows rows={4} />
    ) : (
      <ErrorNotice error={duties.error} retry={() => void duties.refetch()} />
    )
  }
  const { text, version } = duties.data
  return (
    <>
      <Box sx={{ whiteSpace: 'pre-line', maxWidth: '62ch' }}>{text}</Box>
      <ErrorNotice error={read.error} />
      <Button
        variant="contained"
        size="large"
        autoFocus
        loading={read.isPending}
        onClick={() => read.mutate(version)}
        sx={{ justifySelf: 'start' }}
      >
        {t('door.dutiesRead')}
      </Button>
    </>
  )
}
