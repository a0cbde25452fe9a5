import { Box, Button } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { CitizenCard } from '../../../../contract/citizens.ts'
import { useMay } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { useUndoMerge } from '../merge/use-undo-merge.ts'
import { Part } from './part.tsx'

/** Records of the same person that were made one with this, and a way back while there is one. */
export function Merged({ card }: { card: CitizenCard }) {
  const { t } = useTranslation('citizens')
  const { format } = useTown()
  const mayManage = useMay('citizens.manage')
  const undo = useUndoMerge()
  return (
    <Part title={t('card.merged')}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {card.merged.map(({ mergeId, name, note, at, undoUntil }) => (
          <Box component="li" key={mergeId}>
            <Box>{t('card.mergedOne', { name: name || t('noName'), when: format.dateTime(at) })}</Box>
            {note !== '' && <Box sx={{ color: 'text.secondary', whiteSpace: 'pre-wrap' }}>{note}</Box>}
            {undoUntil !== null && (
              <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, color: 'text.secondary' }}>
                {t('card.undoUntil', { when: format.dateTime(undoUntil) })}
                {mayManage && (
                  <Button size="small" loading={undo.isPending} onClick={() => undo.mutate(mergeId)}>
                    {t('card.undo')}
                  </Button>
                )}
              </Box>
            )}
          </Box>
        ))}
      </Box>
      <ErrorNotice error={undo.error} />
    </Part>
  )
}
