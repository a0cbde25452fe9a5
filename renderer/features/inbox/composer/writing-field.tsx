import Close from '@mui/icons-material/Close'
import { Box, IconButton, InputBase, type Theme } from '@mui/material'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { QuotedWords } from '../thread/quote.tsx'
import { AttachmentPreview } from './attachment.tsx'
import { CannedList } from './canned-list.tsx'
import { fieldKey, pastedFiles } from './rules.ts'
import { useUndo } from './undo.tsx'
import type { Canned } from './use-canned.ts'
import type { Composer } from './use-composer.ts'

type Props = {
  readonly composer: Composer
  readonly canned: Canned
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly enterSends: boolean
  readonly compact: boolean
  readonly sendsFiles: boolean
  readonly onLeave: () => void
}

/** The field with what is quoted above it and the canned replies over it. */
export function WritingField(props: Props) {
  const { composer, canned, compact } = props
  const { t } = useTranslation('inbox')
  const note = composer.mode === 'note'
  const name = composer.name ?? t('queue.nameless')
  const onKeyDown = useFieldKeys(props)
  return (
    <>
      {composer.quoted && !note && <Quoting composer={composer} text={composer.quoted.text} />}
      {!note && <AttachmentPreview composer={composer} onRemoved={() => props.field.current?.focus()} />}
      <Box sx={{ position: 'relative', mt: 0.75 }}>
        {canned.open && (
          <CannedList
            id={canned.listId}
            replies={canned.found}
            any={canned.any}
            query={canned.query}
            active={canned.active}
            compact={compact}
            fill={composer.fill}
            onPick={canned.pick}
          />
        )}
        <InputBase
          multiline
          fullWidth
          minRows={compact ? 1 : 2}
          maxRows={compact ? 3 : 9}
          value={composer.text}
          inputRef={props.field}
          onChange={(event) => composer.write(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const files = note || !props.sendsFiles ? [] : pastedFiles(event.clipboardData)
            if (files.length === 0) return
            event.preventDefault()
            composer.attachment.take(files)
          }}
          placeholder={note ? t('composer.notePlaceholder') : t('composer.replyPlaceholder', { name })}
          slotProps={{
            input: {
              'aria-label': note ? t('composer.noteLabel') : t('composer.replyLabel', { name }),
              dir: 'auto',
              'aria-autocomplete': 'list',
              'aria-controls': canned.open ? canned.listId : undefined,
              'aria-activedescendant': canned.activeId,
            },
          }}
          sx={(theme) => fieldLook(theme, note)}
        />
      </Box>
    </>
  )
}

function Quoting(props: { composer: Composer; text: string }) {
  const { t } = useTranslation('inbox')
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'start',
        gap: 1,
        borderInlineStart: '3px solid currentColor',
        paddingInlineStart: 1,
        mt: 1,
        fontSize: '0.875rem',
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <QuotedWords text={props.text} />
      </Box>
      <IconButton size="small" aria-label={t('composer.stopQuoting')} onClick={() => props.composer.setQuoted(null)}>
        <Close fontSize="small" />
      </IconButton>
    </Box>
  )
}

function useFieldKeys(props: Props): (event: KeyboardEvent) => void {
  const { composer, canned, enterSends } = props
  const { pending, undo } = useUndo()
  const last = composer.text === '' ? pending.at(-1) : undefined
  const run = {
    send: composer.submit,
    leave: composer.quoted ? () => composer.setQuoted(null) : props.onLeave,
    undo: last && (() => undo(last.message)),
  }
  return (event) => {
    if (event.nativeEvent.isComposing || canned.onKeyDown(event)) return
    const key = fieldKey(event, enterSends)
    const act = key === null ? undefined : run[key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
}

function fieldLook(theme: Theme, note: boolean) {
  const paper = theme.colors.note
  return {
    color: 'inherit',
    alignItems: 'start',
    border: `1px solid ${note ? paper.text : theme.colors.edge}`,
    borderRadius: 1,
    paddingInline: 1.25,
    paddingBlock: 0.75,
    backgroundColor: note ? 'transparent' : theme.colors.raised,
    '&.Mui-focused': { outline: `3px solid ${theme.colors.focus}`, outlineOffset: 1 },
    '& textarea:focus-visible': { outline: 'none' },
    '& textarea::placeholder': { color: note ? paper.text : theme.colors.quiet, opacity: 1 },
  } as const
}
