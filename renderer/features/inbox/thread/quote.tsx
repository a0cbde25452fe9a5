import { Box, ButtonBase } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../../contract/inbox.ts'

/** The message that is being answered, in short; pressing it goes there. */
export function Quote(props: { quoted: NonNullable<Message['replyTo']>; onGoTo: (messageId: string) => void }) {
  const { quoted } = props
  const { t } = useTranslation('inbox')
  return (
    <ButtonBase
      onClick={() => props.onGoTo(quoted.id)}
      title={t('message.goToQuoted')}
      sx={{
        display: 'block',
        width: '100%',
        textAlign: 'start',
        borderInlineStart: '3px solid currentColor',
        paddingInlineStart: 1,
        mb: 0.5,
        fontSize: '0.85rem',
        minHeight: 24,
      }}
    >
      <Box component="span" sx={{ display: 'block', fontWeight: 700 }}>
        {t(`message.quotes.${quoted.direction}`)}
      </Box>
      <QuotedWords text={quoted.text} />
    </ButtonBase>
  )
}

export function QuotedWords(props: { text: string }) {
  const { t } = useTranslation('inbox')
  return (
    <Box
      component="span"
      dir="auto"
      sx={{
        display: '-webkit-box',
        WebkitBoxOrient: 'vertical',
        WebkitLineClamp: 2,
        overflow: 'hidden',
        overflowWrap: 'anywhere',
        unicodeBidi: 'isolate',
      }}
    >
      {props.text.slice(0, 300) || t('message.quoteEmpty')}
    </Box>
  )
}
