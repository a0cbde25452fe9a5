import RestartAlt from '@mui/icons-material/RestartAlt'
import { Box, Button, IconButton, MenuItem, TextField, Tooltip } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { problemData } from '../../../client/problems.ts'
import { languageNames } from '../../../i18n/languages.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { FaultList } from '../editor/fault-list.tsx'
import type { Standing } from '../editor/shown.ts'
import type { Draft } from '../editor/use-draft.ts'
import type { Model } from '../flow/model.ts'
import { Suggestions } from './suggestions.tsx'
import { TrialLine } from './trial-line.tsx'
import { TryComposer } from './try-composer.tsx'
import { useNewestInSight, useTrial } from './use-trial.ts'

type Props = {
  readonly name: string
  readonly draft: Draft
  readonly model: Model | null
  readonly onStanding: (standing: Standing) => void
}

/** A phone that talks to what is on the screen: nothing of it is stored, and nothing happens in the town. */
export function TryPane(props: Props) {
  const { t } = useTranslation('assistant')
  const talk = useTrial(props.name, props.draft, props.onStanding)
  const { lines, last } = talk.trial
  const log = useNewestInSight(lines.length)
  const faulty = problemData(talk.error, 'FLOW_FAULTY')
  return (
    <Box sx={{ display: 'grid', gridTemplateRows: 'auto minmax(11rem, 1fr) auto', minHeight: 0, overflow: 'auto' }}>
      <Around talk={talk} model={props.model} />
      <Box
        ref={log}
        role="log"
        aria-label={t('try.thread')}
        tabIndex={0}
        sx={(theme) => ({
          overflow: 'auto',
          p: 1.5,
          display: 'flex',
          flexDirection: 'column',
          gap: 1,
          backgroundColor: theme.colors.canvas,
          '&:focus-visible': { outlineOffset: -3 },
        })}
      >
        {lines.length === 0 && <EmptyState title={t('try.empty')} text={t('try.emptyText')} />}
        {lines.length === 0 && (
          <Suggestions
            model={props.model}
            language={talk.around.language ?? 'es'}
            say={(text) => talk.say({ text }, text)}
          />
        )}
        {lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line keeps its place until all begins anew
          <TrialLine key={place} line={line} flow={props.name} />
        ))}
        {faulty ? <FaultList title={t('try.faulty')} faults={faulty.faults} /> : <ErrorNotice error={talk.error} />}
        {last !== null && last.outcome !== 'waiting' && (
          <Button variant="outlined" onClick={talk.restart} sx={{ alignSelf: 'center' }}>
            {t('try.again')}
          </Button>
        )}
      </Box>
      <TryComposer busy={talk.busy} say={talk.say} />
    </Box>
  )
}

/** The circumstances: the citizen's language, the time of day; and from the beginning. */
function Around({ talk, model }: { talk: ReturnType<typeof useTrial>; model: Model | null }) {
  const { t } = useTranslation('assistant')
  const { around } = talk
  return (
    <Box
      sx={(theme) => ({
        p: 1.5,
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 0.8fr) minmax(0, 1fr) auto',
        gap: 1,
        alignItems: 'center',
        borderBottom: `1px solid ${theme.colors.line}`,
      })}
    >
      <TextField
        select
        label={t('try.language')}
        value={around.language ?? ''}
        onChange={(event) => {
          const language = [...(model?.words.keys() ?? [])].find((known) => known === event.target.value)
          talk.set({ ...around, language: language ?? null })
        }}
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      >
        <MenuItem value="">{t('try.anyLanguage')}</MenuItem>
        {[...(model?.words.keys() ?? [])].map((language) => (
          <MenuItem key={language} value={language}>
            {languageNames[language]}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        type="datetime-local"
        label={t('try.moment')}
        value={around.at}
        onChange={(event) => talk.set({ ...around, at: event.target.value })}
        slotProps={{ inputLabel: { shrink: true } }}
      />
      <Tooltip title={t('try.restart')}>
        <span>
          <IconButton aria-label={t('try.restart')} onClick={talk.restart} disabled={talk.trial.lines.length === 0}>
            <RestartAlt />
          </IconButton>
        </span>
      </Tooltip>
    </Box>
  )
}
