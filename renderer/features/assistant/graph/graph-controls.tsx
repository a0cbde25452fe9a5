import Add from '@mui/icons-material/Add'
import FitScreen from '@mui/icons-material/FitScreen'
import Remove from '@mui/icons-material/Remove'
import { IconButton, Paper, Tooltip } from '@mui/material'
import { Panel, useReactFlow } from '@xyflow/react'
import { useTranslation } from 'react-i18next'

/** Larger, smaller, all of it. */
export function GraphControls() {
  const { t } = useTranslation('assistant')
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  const acts = [
    { name: 'in', icon: <Add />, run: () => void zoomIn() },
    { name: 'out', icon: <Remove />, run: () => void zoomOut() },
    { name: 'fit', icon: <FitScreen />, run: () => void fitView({ padding: 0.05, maxZoom: 1 }) },
  ] as const
  return (
    <Panel position="bottom-left">
      <Paper variant="outlined" sx={{ display: 'flex' }}>
        {acts.map(({ name, icon, run }) => (
          <Tooltip key={name} title={t(`graph.${name}`)}>
            <IconButton size="small" aria-label={t(`graph.${name}`)} onClick={run} sx={{ minWidth: 40, minHeight: 40 }}>
              {icon}
            </IconButton>
          </Tooltip>
        ))}
      </Paper>
    </Panel>
  )
}
