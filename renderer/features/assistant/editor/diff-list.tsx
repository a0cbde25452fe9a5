import { Box, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDiff } from '../../../../contract/assistant.ts'
import { languageNames } from '../../../i18n/languages.ts'
import { visuallyHidden } from '../../../ui/announcer.tsx'
import { wordRuns } from '../flow/word-runs.ts'

/** What differs between two versions: what is said first, then what happens. */
export function DiffList({ diff }: { diff: FlowDiff }) {
  const { t } = useTranslation('assistant')
  if (diff.texts.length + diff.steps.length + diff.rest.length === 0) {
    return <Typography color="textSecondary">{t('diff.same')}</Typography>
  }
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
      {diff.texts.map(({ language, part, key, before, after }) => (
        <Entry
          key={`${language} ${part} ${key}`}
          title={t(`diff.parts.${part}`, { key })}
          side={languageNames[language]}
          before={before}
          after={after}
        />
      ))}
      {diff.steps.map((step) => (
        <Changed
          key={step.id}
          title={t(`diff.steps.${step.change}`, { id: step.id })}
          side={t(`kinds.${step.kind}`, { defaultValue: step.kind })}
        >
          {step.fields.map(({ path, before, after }) => (
            <Box key={path}>
              <Typography variant="caption" color="textSecondary">
                {path}
              </Typography>
              <Words before={before} after={after} />
            </Box>
          ))}
        </Changed>
      ))}
      {diff.rest.map(({ path, before, after }) => (
        <Entry key={path} title={path} side={t('diff.rest')} before={before} after={after} />
      ))}
    </Box>
  )
}

function Changed(props: { title: string; side: string; children?: ReactNode }) {
  return (
    <Box component="li" sx={(theme) => ({ borderLeft: `3px solid ${theme.colors.line}`, pl: 1.5 })}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, alignItems: 'baseline' }}>
        <Typography variant="body2" sx={{ fontWeight: 700, overflowWrap: 'anywhere' }}>
          {props.title}
        </Typography>
        <Typography variant="caption" color="textSecondary">
          {props.side}
        </Typography>
      </Box>
      {props.children}
    </Box>
  )
}

function Entry(props: { title: string; side: string; before: string | null; after: string | null }) {
  return (
    <Changed title={props.title} side={props.side}>
      <Words before={props.before} after={props.after} />
    </Changed>
  )
}

/** What went is struck out, what came is underlined; both are said to who cannot see that. */
function Words(props: { before: string | null; after: string | null }) {
  const { t } = useTranslation('assistant')
  const runs = wordRuns(props.before ?? '', props.after ?? '').filter(({ text }) => text !== '')
  return (
    <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {runs.map(({ text, kind }, place) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: runs have no name and never move
        if (kind === 'same') return <span key={place}>{text}</span>
        return (
          <Box
            // biome-ignore lint/suspicious/noArrayIndexKey: runs have no name and never move
            key={place}
            component={kind === 'gone' ? 'del' : 'ins'}
            sx={(theme) => ({
              color: kind === 'gone' ? theme.colors.bad : theme.colors.good,
              textDecoration: kind === 'gone' ? 'line-through' : 'underline',
              textDecorationThickness: '2px',
              textUnderlineOffset: '3px',
            })}
          >
            <Box component="span" sx={visuallyHidden}>
              {t(`diff.${kind}`)}{' '}
            </Box>
            {text}
          </Box>
        )
      })}
    </Typography>
  )
}
