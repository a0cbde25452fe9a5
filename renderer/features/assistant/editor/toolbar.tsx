import ArrowBack from '@mui/icons-material/ArrowBack'
import History from '@mui/icons-material/History'
import PlayCircle from '@mui/icons-material/PlayCircleOutlined'
import Redo from '@mui/icons-material/Redo'
import Undo from '@mui/icons-material/Undo'
import { Box, Button, IconButton, ToggleButton, ToggleButtonGroup, Tooltip, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useMay } from '../../../client/react.tsx'
import { useFlowName } from '../flows/flow-name.ts'
import { HistoryDialog } from './history-dialog.tsx'
import type { LoadedFlow } from './loaded.ts'
import { PublishDialog } from './publish-dialog.tsx'
import { SaveState } from './save-state.tsx'
import { type PaneId, type ViewId, viewIds } from './shown.ts'
import type { Draft } from './use-draft.ts'

type Props = {
  readonly name: string
  readonly loaded: LoadedFlow
  readonly draft: Draft
  readonly view: ViewId
  readonly setView: (view: ViewId) => void
  readonly pane: PaneId | null
  readonly setPane: (pane: PaneId | null) => void
  /** There is room for the graph or for the pane beside it, not for both. */
  readonly narrow: boolean
}

/** Where one is, how it stands, and what can be done with the whole of it. */
export function Toolbar(props: Props) {
  const { name, loaded, draft } = props
  const { t } = useTranslation('assistant')
  const flowName = useFlowName()
  const mayWrite = useMay('assistant.write')
  return (
    <Box
      component="header"
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1.5,
        rowGap: 0.5,
        p: 1,
        borderBottom: `1px solid ${theme.colors.line}`,
        backgroundColor: theme.colors.surface,
      })}
    >
      <Tooltip title={t('editor.back')}>
        <IconButton component={RouteLink} href="/assistant/flows" aria-label={t('editor.back')}>
          <ArrowBack />
        </IconButton>
      </Tooltip>
      <Box sx={{ minWidth: 0, flex: '1 1 12rem' }}>
        <Typography variant="h1" sx={{ fontSize: '1.2rem' }} noWrap>
          {flowName(name)}
        </Typography>
        <SaveState summary={loaded.summary} draft={draft} />
      </Box>
      {mayWrite && <UndoButtons draft={draft} />}
      {!(props.narrow && props.pane !== null) && <Views {...props} />}
      <Whole {...props} />
    </Box>
  )
}

/** How the flow is shown, and the phone beside it. In a narrow window the pane stands in their place. */
function Views(props: Props) {
  const { t } = useTranslation('assistant')
  return (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={props.view}
        onChange={(_, view: ViewId | null) => view !== null && props.setView(view)}
        aria-label={t('editor.view')}
      >
        {viewIds.map((id) => (
          <ToggleButton key={id} value={id} sx={{ textTransform: 'none', minHeight: 36, px: 1.5 }}>
            {t(`editor.views.${id}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Button
        startIcon={<PlayCircle />}
        aria-pressed={props.pane === 'try'}
        onClick={() => props.setPane(props.pane === 'try' ? null : 'try')}
      >
        {t('editor.try')}
      </Button>
    </>
  )
}

function UndoButtons({ draft }: { draft: Draft }) {
  const { t } = useTranslation('assistant')
  return (
    <Box>
      <IconButton aria-label={t('editor.undo')} disabled={draft.state.past.length === 0} onClick={draft.undo}>
        <Undo />
      </IconButton>
      <IconButton aria-label={t('editor.redo')} disabled={draft.state.future.length === 0} onClick={draft.redo}>
        <Redo />
      </IconButton>
    </Box>
  )
}

/** What is done with the whole of it: its history, and publishing. */
function Whole({ name, loaded, draft, setPane }: Props) {
  const { t } = useTranslation('assistant')
  const mayWrite = useMay('assistant.write')
  const [open, setOpen] = useState<'history' | 'publish' | null>(null)
  const { revision } = draft.state.saved
  return (
    <>
      <Button startIcon={<History />} onClick={() => setOpen('history')}>
        {t('editor.history')}
      </Button>
      {mayWrite && (
        <Button variant="contained" disabled={revision === null && !draft.unsaved} onClick={() => setOpen('publish')}>
          {t('editor.publish')}
        </Button>
      )}
      {open === 'history' && <HistoryDialog name={name} summary={loaded.summary} onClose={() => setOpen(null)} />}
      {open === 'publish' && (
        <PublishDialog
          name={name}
          published={loaded.summary.published?.version ?? null}
          draft={draft}
          onFaults={() => {
            setOpen(null)
            setPane('faults')
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
