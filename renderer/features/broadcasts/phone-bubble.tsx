import { Box, Typography } from '@mui/material'
import type { Language } from '../../../contract/common.ts'

/** A text as a citizen's phone shows it. */
export function PhoneBubble(props: { text: string; lang: Language; caption?: string }) {
  return (
    <Box component="figure" sx={{ m: 0, display: 'grid', gap: 0.5, maxWidth: '26rem' }}>
      {props.caption !== undefined && (
        <Typography component="figcaption" variant="body2" color="textSecondary">
          {props.caption}
        </Typography>
      )}
      <Box
        lang={props.lang}
        dir="auto"
        sx={(theme) => ({
          p: 1.5,
          borderRadius: '4px 16px 16px 16px',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          color: theme.colors.operator.text,
          backgroundColor: theme.colors.operator.fill,
          border: `1px solid ${theme.colors.operator.line}`,
        })}
      >
        {props.text}
      </Box>
    </Box>
  )
}
