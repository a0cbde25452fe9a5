import Article from '@mui/icons-material/ArticleOutlined'
import Contact from '@mui/icons-material/ContactPageOutlined'
import Help from '@mui/icons-material/HelpOutlined'
import Mic from '@mui/icons-material/MicNone'
import Photo from '@mui/icons-material/PhotoOutlined'
import Place from '@mui/icons-material/PlaceOutlined'
import Sticker from '@mui/icons-material/StickyNote2Outlined'
import Video from '@mui/icons-material/VideocamOutlined'
import { Box, Typography } from '@mui/material'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageKind } from '../../../contract/inbox.ts'
import type { useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { PhoneFile } from './phone-file.tsx'

type PhoneMessage = Awaited<ReturnType<ReturnType<typeof useStation>['client']['practice']['thread']>>[number]

const icons: { readonly [K in Exclude<MessageKind, 'text'>]: ReactElement } = {
  image: <Photo fontSize="small" aria-hidden />,
  audio: <Mic fontSize="small" aria-hidden />,
  video: <Video fontSize="small" aria-hidden />,
  document: <Article fontSize="small" aria-hidden />,
  sticker: <Sticker fontSize="small" aria-hidden />,
  location: <Place fontSize="small" aria-hidden />,
  contact: <Contact fontSize="small" aria-hidden />,
  unknown: <Help fontSize="small" aria-hidden />,
}

/** One message on the citizen's phone: what they sent stands right, what the town hall sent left. */
export function PhoneBubble({ message }: { message: PhoneMessage }) {
  const { t } = useTranslation('phone')
  const format = useFormat()
  const sent = message.direction === 'sent'
  return (
    <Box
      sx={(theme) => {
        const paper = sent ? theme.colors.citizen : theme.colors.operator
        return {
          alignSelf: sent ? 'flex-end' : 'flex-start',
          maxWidth: '85%',
          px: 1.5,
          py: 1,
          borderRadius: 2,
          border: `1px solid ${paper.line}`,
          backgroundColor: paper.fill,
          color: paper.text,
        }
      }}
    >
      <Typography variant="caption" sx={{ fontWeight: 700 }}>
        {sent ? t('citizenSays') : t('townSays')}
      </Typography>
      {message.kind !== 'text' && (
        <Typography sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}>
          {icons[message.kind]} {t(`kinds.${message.kind}`)}
        </Typography>
      )}
      {message.file && <PhoneFile messageId={message.id} file={message.file} />}
      {message.text !== '' && <Typography sx={{ whiteSpace: 'pre-wrap' }}>{message.text}</Typography>}
      <Typography variant="caption" component="p" sx={{ textAlign: 'right' }}>
        {format.time(message.at)}
        {sent && message.status !== null && ` · ${t(`status.${message.status}`)}`}
      </Typography>
    </Box>
  )
}
