import Close from '@mui/icons-material/Close'
import { Box, IconButton, Tab, Tabs, Tooltip } from '@mui/material'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../contract/common.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { Model } from '../flow/model.ts'
import { StepPanel } from '../step/step-panel.tsx'
import { TryPane } from '../try/try-pane.tsx'
import { FaultList } from './fault-list.tsx'
import { type PaneId, paneIds, type Standing, type StepFaults } from './shown.ts'
import type { Draft } from './use-draft.ts'

type Props = {
  readonly pane: PaneId | null
  readonly close: () => void
  readonly setPane: (pane: PaneId) => void
  readonly name: string
  readonly draft: Draft
  readonly model: Model | null
  readonly front: Model | null
  readonly faults: StepFaults
  readonly selected: string | null
  readonly select: (id: string | null) => void
  readonly edit: Draft['edit'] | null
  readonly standing: Standing
  readonly setStanding: (standing: Standing) => void
}

/** Beside the graph: the step that is chosen, the phone to try it out, and what is wrong. The phone keeps its thread. */
export function SidePane(props: Props) {
  const { pane } = props
  const { t } = useTranslation('assistant')
  const { faults } = props.draft.state.saved
  return (
    <Box
      component="aside"
      aria-label={t('pane.label')}
      sx={(theme) => ({
        display: pane === null ? 'none' : 'flex',
        flexDirection: 'column',
        minHeight: 0,
        minWidth: 0,
        borderLeft: `1px solid ${theme.colors.line}`,
        backgroundColor: theme.colors.surface,
      })}
    >
      <Box sx={(theme) => ({ display: 'flex', alignItems: 'center', borderBottom: `1px solid ${theme.colors.line}` })}>
        <Tabs
          value={pane ?? 'step'}
          onChange={(_, id: PaneId) => props.setPane(id)}
          variant="scrollable"
          aria-label={t('pane.label')}
          sx={{ flex: 1, minWidth: 0 }}
        >
          {paneIds.map((id) => (
            <Tab
              key={id}
              value={id}
              id={`pane-tab-${id}`}
              aria-controls={`pane-${id}`}
              label={id === 'faults' ? t('pane.faults', { count: faults.length }) : t(`pane.${id}`)}
              sx={{ minWidth: 72 }}
            />
          ))}
        </Tabs>
        <Tooltip title={t('pane.close')}>
          <IconButton aria-label={t('pane.close')} onClick={props.close}>
            <Close />
          </IconButton>
        </Tooltip>
      </Box>
      <Panel id="step" shown={pane === 'step'}>
        <StepPart {...props} />
      </Panel>
      <Panel id="try" shown={pane === 'try'}>
        <TryPane name={props.name} draft={props.draft} model={props.model} onStanding={props.setStanding} />
      </Panel>
      <Panel id="faults" shown={pane === 'faults'}>
        <Box sx={{ p: 2, overflow: 'auto' }}>
          {faults.length === 0 ? (
            <EmptyState title={t('faults.none')} text={t('faults.noneText')} />
          ) : (
            <FaultList title={t('faults.title')} faults={faults} model={props.model} select={props.select} />
          )}
        </Box>
      </Panel>
    </Box>
  )
}

function Panel(props: { id: PaneId; shown: boolean; children: ReactNode }) {
  return (
    <Box
      role="tabpanel"
      id={`pane-${props.id}`}
      aria-labelledby={`pane-tab-${props.id}`}
      sx={{ flex: 1, minHeight: 0, display: props.shown ? 'grid' : 'none', gridTemplateRows: 'minmax(0, 1fr)' }}
    >
      {props.children}
    </Box>
  )
}

function StepPart(props: Props) {
  const { t } = useTranslation('assistant')
  const { i18n } = useTranslation()
  const { model, selected } = props
  const [wanted, setLanguage] = useState<Language>(i18n.language === 'en' ? 'en' : 'es')
  if (model === null || selected === null) return <EmptyState title={t('step.none')} text={t('step.noneText')} />
  const spoken = [...model.words.keys()]
  return (
    <StepPanel
      key={selected}
      language={spoken.includes(wanted) ? wanted : (spoken[0] ?? 'es')}
      setLanguage={setLanguage}
      id={selected}
      model={model}
      front={props.front}
      faults={props.faults.get(selected) ?? []}
      select={props.select}
      edit={props.edit}
    />
  )
}
