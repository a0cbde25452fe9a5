import Add from '@mui/icons-material/Add'
import { Box, Button, ListItemIcon, ListItemText, Menu, MenuItem } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../editor/use-draft.ts'
import { addStep } from '../flow/edits.ts'
import { textAt } from '../flow/json.ts'
import { type StepKind, stepKinds } from '../flow/steps.ts'
import { kindIcon } from '../graph/kind-icon.tsx'
import type { StepProps } from './step-props.ts'

type Props = StepProps & {
  readonly edit: Draft['edit']
  readonly select: (id: string | null) => void
}

/** A new step between this one and where it leads, or beside it when it leads to several places. */
export function AddStep({ id, step, model, edit, select }: Props) {
  const { t } = useTranslation('assistant')
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const onward = textAt(step, ['next'])
  const add = (kind: StepKind) => {
    setAnchor(null)
    edit((files) => {
      const made = addStep(files, { kind, next: onward ?? model.start, words: t('step.newWords') }, onward ? id : null)
      select(made.id)
      return made.files
    })
  }
  return (
    <Box>
      <Button
        variant="outlined"
        startIcon={<Add />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t(onward ? 'step.addAfter' : 'step.addLoose')}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {stepKinds.map((kind) => (
          <MenuItem key={kind} onClick={() => add(kind)}>
            <ListItemIcon>{kindIcon(kind)}</ListItemIcon>
            <ListItemText primary={t(`kinds.${kind}`)} secondary={t(`kindHelp.${kind}`)} />
          </MenuItem>
        ))}
      </Menu>
    </Box>
  )
}
