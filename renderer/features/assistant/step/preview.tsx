import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { TextField } from '../flow/steps.ts'
import { filled, pieces } from '../flow/texts.ts'
import type { StepProps } from './step-props.ts'
import { useVariables } from './variables.ts'

/** A text as the citizen reads it, with invented data; the card that operators read has a paper of its own. */
export function Preview(props: StepProps & { field: TextField; text: string }) {
  const { t } = useTranslation('assistant')
  const variables = useVariables(props.model, props.front)
  const samples = new Map(variables.map(({ name, sample }) => [name, sample]))
  const shown = filled(props.text, (name) => samples.get(name) ?? '')
  const operators = props.field === 'summary'
  if (props.text === '' || (props.field !== 'text' && shown === props.text)) return null
  return (
    <Box>
      <Typography variant="caption" color="textSecondary" component="p" sx={{ mb: 0.5 }}>
        {t(operators ? 'text.operatorsSee' : 'text.citizenSees')}
      </Typography>
      <Bubble text={shown} operators={operators} language={props.language} />
    </Box>
  )
}

/** A message of the assistant as a phone shows it. */
export function Bubble(props: { text: string; operators?: boolean; language?: string }) {
  return (
    <Box
      lang={props.language}
      sx={(theme) => {
        const paper = props.operators ? theme.colors.note : theme.colors.bot
        return {
          justifySelf: 'start',
          width: 'fit-content',
          maxWidth: '100%',
          px: 1.5,
          py: 1,
          borderRadius: 1,
          borderTopLeftRadius: 2,
          border: `1px solid ${paper.line}`,
          backgroundColor: paper.fill,
          color: paper.text,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          fontSize: '0.95rem',
        }
      }}
    >
      {pieces(props.text).map(({ text, bold }, place) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name and never move
        bold ? <strong key={place}>{text}</strong> : <span key={place}>{text}</span>,
      )}
    </Box>
  )
}
