import DataObject from '@mui/icons-material/DataObject'
import { Box, Button, Menu, MenuItem, TextField } from '@mui/material'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { textLimit } from '../../../../contract/flow.ts'
import { textAt } from '../flow/json.ts'
import type { Files } from '../flow/model.ts'
import { putInWords, textOf } from '../flow/model.ts'
import type { TextField as FieldName } from '../flow/steps.ts'
import { inserted, roomOf } from '../flow/texts.ts'
import { Preview } from './preview.tsx'
import type { StepProps } from './step-props.ts'
import { useVariables } from './variables.ts'

type Props = StepProps & { readonly field: FieldName }

/** A text of a step in one language: how much room is left, data to put in, and how the phone shows it. */
export function SaidField(props: Props) {
  const { model, front, language, edit, field, step, id } = props
  const { t } = useTranslation('assistant')
  const area = useRef<HTMLTextAreaElement>(null)
  const key = textAt(step, [field])
  const own = key === undefined ? undefined : textOf(model, language, key)
  const shared = front === null || key === undefined ? undefined : textOf(front, language, key)
  const text = own ?? shared ?? ''
  const room = roomOf(text)
  const write = (next: string) => edit?.((files) => written(files, props, next), `text:${language}:${id}:${field}`)
  const insert = (name: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {}
    const { text: next, cursor } = inserted(text, selectionStart, selectionEnd, name)
    write(next)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(cursor, cursor)
    })
  }
  const count = t('text.room', { length: room.length, limit: textLimit })
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }}>
      <TextField
        label={t(`fields.${field}`)}
        value={text}
        onChange={(event) => write(event.target.value)}
        multiline
        minRows={2}
        maxRows={10}
        inputRef={area}
        error={room.state === 'over' || text === ''}
        helperText={[text === '' && t('text.missing'), own === undefined && text !== '' && t('text.shared'), count]
          .filter((part) => part !== false)
          .join(' · ')}
        slotProps={{
          htmlInput: { readOnly: edit === null, lang: language },
          formHelperText: { sx: (theme) => (room.state === 'tight' ? { color: theme.colors.warn } : {}) },
        }}
      />
      {edit && <InsertMenu {...props} insert={insert} />}
      <Preview {...props} text={text} />
    </Box>
  )
}

/** A step without a text of that name gets one; a text that is emptied is the shared one again. */
function written(files: Files, { step, id, field, language, front }: Props, text: string): Files {
  const key = textAt(step, [field]) ?? id
  const back = text === '' && front !== null && textOf(front, language, key) !== undefined
  return putInWords(files, language, ['texts', key], back ? undefined : text)
}

function InsertMenu(props: Props & { insert: (name: string) => void }) {
  const { t } = useTranslation('assistant')
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const variables = useVariables(props.model, props.front)
  return (
    <Box>
      <Button
        size="small"
        startIcon={<DataObject />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t('text.insert')}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} disableRestoreFocus>
        {variables.map(({ name, label }) => (
          <MenuItem
            key={name}
            onClick={() => {
              setAnchor(null)
              props.insert(name)
            }}
          >
            <Box sx={{ flex: 1 }}>{label}</Box>
            <Box component="code" sx={{ ml: 3, color: 'text.secondary', fontSize: '0.8rem' }}>
              {`{{${name}}}`}
            </Box>
          </MenuItem>
        ))}
      </Menu>
    </Box>
  )
}
