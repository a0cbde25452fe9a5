import { Box, Button, Link, Paper, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { Misunderstood } from '../../../../contract/intents.ts'
import { useMay } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useIntentName } from '../../../ui/intent-name.ts'
import { useNow } from '../../../ui/use-now.ts'
import type { Settling } from './use-settling.ts'

type Props = {
  readonly item: Misunderstood
  /** The entry that Tab reaches. */
  readonly reached: boolean
  readonly onFocus: () => void
  /** Null: the operator may look only. */
  readonly settling: Settling | null
  readonly chooseOther: () => void
}

/** What was written, what the assistant would have guessed, and what to do about it. */
export function MisunderstoodItem(props: Props) {
  const { item } = props
  const { t } = useTranslation('assistant')
  const format = useFormat()
  const now = useNow(60_000)
  const mayRead = useMay('inbox.read')
  return (
    <Paper
      component="li"
      variant="outlined"
      data-entry={item.id}
      tabIndex={props.reached ? 0 : -1}
      onFocus={props.onFocus}
      sx={(theme) => ({
        p: 2,
        display: 'grid',
        gap: 1.25,
        '&:focus-within': { borderColor: theme.colors.accent },
        '&:focus-visible': { outline: `3px solid ${theme.colors.focus}`, outlineOffset: 1 },
      })}
    >
      <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontWeight: 700 }}>«{item.text}»</Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, fontSize: '0.875rem', color: 'text.secondary' }}>
        <time dateTime={new Date(item.at).toISOString()}>{format.moment(item.at, now)}</time>
        {mayRead && (
          <Link component={RouteLink} href={`/inbox/all/${item.conversationId}`}>
            {t('misunderstood.open')}
          </Link>
        )}
      </Box>
      {props.settling && <Choices {...props} settling={props.settling} />}
    </Paper>
  )
}

function Choices({ item, settling, chooseOther }: Props & { settling: Settling }) {
  const { t } = useTranslation('assistant')
  const nameOf = useIntentName()
  const format = useFormat()
  return (
    <Box
      role="group"
      aria-label={t('misunderstood.was')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}
    >
      <Typography variant="body2">{t('misunderstood.was')}</Typography>
      {item.guesses.map(({ intent, score }, place) => (
        <Button
          key={intent}
          size="small"
          variant="outlined"
          onClick={() => settling.teach(item, intent)}
          sx={{ minHeight: 36 }}
        >
          {place + 1}. {nameOf(intent)}
          <Box component="span" sx={{ ml: 1, fontWeight: 400, color: 'text.secondary' }}>
            {format.percent(score)}
          </Box>
        </Button>
      ))}
      <Button size="small" onClick={chooseOther} sx={{ minHeight: 36 }}>
        {t('misunderstood.other')}
      </Button>
      <Button size="small" onClick={() => settling.dismiss(item)} sx={{ minHeight: 36, ml: { sm: 'auto' } }}>
        {t('misunderstood.dismiss')}
      </Button>
    </Box>
  )
}
