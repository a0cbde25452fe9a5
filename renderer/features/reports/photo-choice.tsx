import { Box, Checkbox, FormControlLabel, FormLabel } from '@mui/material'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { Photo } from './photo.tsx'

type Picture = { readonly id: string; readonly at: number; readonly stored: boolean }

/** What the citizen of a conversation sent lately that belongs in a report. */
export function useSent(conversationId: string | null) {
  const { api } = useStation()
  const asked = conversationId === null ? skipToken : { id: conversationId, limit: 100 }
  const messages = useQuery(api.inbox.messages.queryOptions({ input: asked }))
  const conversation = useQuery(
    api.inbox.get.queryOptions({ input: conversationId === null ? skipToken : { id: conversationId } }),
  )
  const inbound = (messages.data?.items ?? []).filter(({ direction }) => direction === 'in')
  const pictures: readonly Picture[] = inbound.flatMap(({ kind, media, at }) =>
    kind === 'image' && media ? [{ id: media.id, at, stored: media.state === 'stored' }] : [],
  )
  const location = inbound.find((message) => message.location !== null)?.location
  const citizen = conversation.data?.citizen
  return {
    name: citizen ? citizen.name || citizen.phone : null,
    pictures: pictures.slice(0, 10),
    point: location ? { latitude: location.latitude, longitude: location.longitude } : null,
    error: messages.error ?? conversation.error,
  }
}

type Props = {
  readonly pictures: readonly Picture[]
  readonly chosen: readonly string[]
  readonly choose: (photos: readonly string[]) => void
}

/** Which of the citizen's pictures show it. */
export function PhotoChoice({ pictures, chosen, choose }: Props) {
  const { t } = useTranslation('reports')
  const { format } = useTown()
  return (
    <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
      <FormLabel component="legend">{t('form.photos')}</FormLabel>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {pictures.map(({ id, at, stored }) => (
          <FormControlLabel
            key={id}
            sx={{ m: 0, alignItems: 'center' }}
            control={
              <Checkbox
                checked={chosen.includes(id)}
                onChange={(event) =>
                  choose(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
                slotProps={{ input: { 'aria-label': t('form.photo', { when: format.dateTime(at) }) } }}
              />
            }
            label={stored ? <Photo id={id} size={72} alt="" /> : t('detail.photoPending')}
          />
        ))}
      </Box>
    </Box>
  )
}
