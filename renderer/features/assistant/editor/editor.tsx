import { Box, useMediaQuery } from '@mui/material'
import { useMemo, useState } from 'react'
import { useMay } from '../../../client/react.tsx'
import type { Saved } from '../flow/draft-state.ts'
import { faultsByStep } from '../flow/faults.ts'
import { type Model, readModel } from '../flow/model.ts'
import { LeaveWarning } from './leave-warning.tsx'
import type { LoadedFlow } from './loaded.ts'
import { MovedNotice } from './moved-notice.tsx'
import type { PaneId, Standing, StepFaults, ViewId } from './shown.ts'
import { SidePane } from './side-pane.tsx'
import { Toolbar } from './toolbar.tsx'
import { useDraft } from './use-draft.ts'
import { View } from './view.tsx'

const nowhere: StepFaults = new Map()

/** One conversation as a graph, a list or text, with a pane to change a step, to try it out, and for its faults. */
export function Editor(props: { name: string; loaded: LoadedFlow; saved: Saved; front: Model | null }) {
  const { name, loaded, front } = props
  const mayWrite = useMay('assistant.write')
  const draft = useDraft(name, props.saved)
  const { files, saved } = draft.state
  const model = useMemo(() => readModel(files), [files])
  const faults = useMemo(() => (model === null ? nowhere : faultsByStep(saved.faults, model)), [saved.faults, model])
  const [chosen, setSelected] = useState<string | null>(null)
  const selected = chosen !== null && model !== null && Object.hasOwn(model.steps, chosen) ? chosen : null
  const [view, setView] = useState<ViewId>('graph')
  const [pane, setPane] = useState<PaneId | null>(null)
  const [standing, setStanding] = useState<Standing>(null)
  const narrow = useMediaQuery('(max-width: 1000px)')
  const select = (id: string | null) => {
    setSelected(id)
    if (id !== null) setPane('step')
  }
  const wide = !narrow || pane === null
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}>
      <Toolbar
        name={name}
        loaded={loaded}
        draft={draft}
        view={view}
        setView={setView}
        pane={pane}
        setPane={setPane}
        narrow={narrow}
      />
      <MovedNotice name={name} draft={draft} />
      <LeaveWarning unsaved={draft.unsaved} failed={draft.state.failure !== null} />
      <Box
        sx={{
          flex: 1,
          minHeight: 0,
          display: 'grid',
          gridTemplateRows: 'minmax(0, 1fr)',
          gridTemplateColumns: pane === null || narrow ? 'minmax(0, 1fr)' : 'minmax(0, 1fr) minmax(22rem, 27rem)',
        }}
      >
        <Box sx={{ minWidth: 0, minHeight: 0, display: wide ? 'grid' : 'none', gridTemplateRows: 'minmax(0, 1fr)' }}>
          <View
            view={view}
            files={files}
            model={model}
            front={front}
            faults={faults}
            allFaults={saved.faults}
            selected={selected}
            standing={standing?.flow === name ? standing.id : null}
            select={select}
            edit={mayWrite ? draft.edit : null}
          />
        </Box>
        <SidePane
          pane={pane}
          close={() => setPane(null)}
          setPane={setPane}
          name={name}
          draft={draft}
          model={model}
          front={front}
          faults={faults}
          selected={selected}
          select={select}
          edit={mayWrite ? draft.edit : null}
          standing={standing}
          setStanding={setStanding}
        />
      </Box>
    </Box>
  )
}
