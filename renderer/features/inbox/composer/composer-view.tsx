import BoltOutlined from '@mui/icons-material/BoltOutlined'
import NoteAddOutlined from '@mui/icons-material/NoteAddOutlined'
import Reply from '@mui/icons-material/Reply'
import Send from '@mui/icons-material/Send'
import StickyNote2Outlined from '@mui/icons-material/StickyNote2Outlined'
import {
  Box,
  Button,
  FormControlLabel,
  IconButton,
  Switch,
  type Theme,
  ToggleButton,
  ToggleButtonGroup,
  Tooltip,
} from '@mui/material'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useStored } from '../stored.ts'
import { AttachButton } from './attachment.tsx'
import { DelicateWarning } from './delicate-warning.tsx'
import type { Mode } from './draft.ts'
import { charactersLeft } from './rules.ts'
import { useFileDrop, useSendsFiles } from './use-attachment.ts'
import { type Canned, useCanned } from './use-canned.ts'
import type { Composer } from './use-composer.ts'
import { WritingField } from './writing-field.tsx'

type Props = {
  readonly composer: Composer
  readonly field: RefObject<HTMLTextAreaElement | null>
  /** What stands in the way of answering, shown in place of the field; a note can always be written. */
  readonly barrier: ReactNode
  readonly hint: string | null
  readonly compact: boolean
  /** Escape: back to the messages, where single keys work. */
  readonly onLeave: () => void
}

/** Where one writes. Answer and note differ in paper, icon, label and button, not only in colour. */
export function ComposerView(props: Props) {
  const { composer, field, compact } = props
  const { t } = useTranslation('inbox')
  const note = composer.mode === 'note'
  const canned = useCanned(composer)
  const [stored, store] = useStored('enter-sends')
  const enterSends = stored === 'yes'
  const writable = props.barrier === null || note
  const sendsFiles = useSendsFiles()
  const mayAttach = sendsFiles && writable && !note && composer.media === null
  const over = useFileDrop(mayAttach, composer.attachment.take)
  return (
    <Box
      component="section"
      aria-label={t('composer.region')}
      sx={(theme) => ({ ...boxLook(theme, note), ...(over && dropLook(theme)) })}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', columnGap: 1.5, flexWrap: 'wrap' }}>
        {!(compact && writable) && <Modes mode={composer.mode} onChange={composer.setMode} />}
        {props.hint && !note && (
          <Box sx={{ fontSize: '0.825rem', color: 'text.secondary', flex: '1 1 12rem' }}>{props.hint}</Box>
        )}
      </Box>
      {writable ? (
        <>
          {over && <Box sx={{ fontWeight: 700, pt: 1 }}>{t('attachment.drop')}</Box>}
          <WritingField {...props} canned={canned} enterSends={enterSends} sendsFiles={sendsFiles} />
          <Explanation composer={composer} />
          <DelicateWarning {...composer.delicate} />
          <Box sx={{ display: 'flex', alignItems: 'center', columnGap: 1, flexWrap: 'wrap', mt: 0.75 }}>
            {compact && <Modes mode={composer.mode} onChange={composer.setMode} />}
            {!note && sendsFiles && <AttachButton composer={composer} />}
            {!note && <CannedButton canned={canned} field={field} compact={compact} />}
            {!compact && <EnterSends on={enterSends} onChange={(on) => store(on ? 'yes' : 'no')} />}
            <Box sx={{ display: 'flex', alignItems: 'center', columnGap: 1, marginInlineStart: 'auto' }}>
              <Counter composer={composer} />
              <SendButton composer={composer} />
            </Box>
          </Box>
        </>
      ) : (
        props.barrier
      )}
    </Box>
  )
}

function CannedButton(props: { canned: Canned; field: Props['field']; compact: boolean }) {
  const { t } = useTranslation('inbox')
  const label = t('composer.canned')
  const toggle = () => {
    props.canned.toggle()
    props.field.current?.focus()
  }
  if (props.compact) {
    return (
      <Tooltip title={label}>
        <IconButton size="small" aria-expanded={props.canned.open} onClick={toggle}>
          <BoltOutlined />
        </IconButton>
      </Tooltip>
    )
  }
  return (
    <Button
      size="small"
      color="inherit"
      startIcon={<BoltOutlined />}
      aria-expanded={props.canned.open}
      onClick={toggle}
      sx={{ fontWeight: 400, paddingInline: 1 }}
    >
      {label}
    </Button>
  )
}

function SendButton(props: { composer: Composer }) {
  const { t } = useTranslation('inbox')
  const { mode, name, busy, obstacle, waitsForFile, submit } = props.composer
  const note = mode === 'note'
  const answer = name === null ? t('composer.sendNameless') : t('composer.send', { name })
  return (
    <Button
      variant="contained"
      color={note ? 'inherit' : 'primary'}
      startIcon={note ? <NoteAddOutlined /> : <Send />}
      onClick={submit}
      loading={busy}
      loadingPosition="start"
      disabled={obstacle !== null || waitsForFile}
      sx={(theme) => (note ? noteButtonLook(theme) : { minHeight: 40 })}
    >
      {note ? t('composer.saveNote') : answer}
    </Button>
  )
}

function Modes(props: { mode: Mode; onChange: (mode: Mode) => void }) {
  const { t } = useTranslation('inbox')
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={props.mode}
      onChange={(_, mode: Mode | null) => mode && props.onChange(mode)}
      aria-label={t('composer.mode')}
    >
      <ToggleButton value="reply" sx={modeLook}>
        <Reply fontSize="small" />
        {t('composer.reply')}
      </ToggleButton>
      <ToggleButton value="note" sx={modeLook}>
        <StickyNote2Outlined fontSize="small" />
        {props.mode === 'note' ? t('composer.noteLabel') : t('composer.note')}
      </ToggleButton>
    </ToggleButtonGroup>
  )
}

function EnterSends(props: { on: boolean; onChange: (on: boolean) => void }) {
  const { t } = useTranslation('inbox')
  const { t: common } = useTranslation()
  const keys = `${common('keys.ctrl')} + ${common('keys.enter')}`
  return (
    <Tooltip title={t('composer.enterSendsHint', { keys })}>
      <FormControlLabel
        control={<Switch size="small" checked={props.on} onChange={(_, on) => props.onChange(on)} />}
        label={t('composer.enterSends')}
        sx={{ ml: 0, '& .MuiFormControlLabel-label': { fontSize: '0.825rem' } }}
      />
    </Tooltip>
  )
}

function Counter({ composer }: { composer: Composer }) {
  const { t } = useTranslation('inbox')
  const left = charactersLeft(composer.text, composer.media)
  if (left === null || left < 0) return null
  return (
    <Box sx={{ fontSize: '0.825rem', fontVariantNumeric: 'tabular-nums' }}>{t('composer.left', { count: left })}</Box>
  )
}

/** Why the button does nothing, and what failed. */
function Explanation(props: { composer: Composer }) {
  const { t } = useTranslation('inbox')
  const { obstacle, error, failed, attachment } = props.composer
  return (
    <Box role="status" sx={{ display: 'grid', gap: 0.5, fontSize: '0.875rem', fontWeight: 700 }}>
      {obstacle?.why === 'too_long' && <span>{t('composer.over', { count: obstacle.over })}</span>}
      {obstacle?.why === 'no_caption' && <span>{t('attachment.noCaption')}</span>}
      {attachment.leftOut > 0 && <span>{t('attachment.leftOut', { count: attachment.leftOut })}</span>}
      {obstacle?.why === 'unfilled' && <span>{t('composer.unfilled', { list: obstacle.variables.join(', ') })}</span>}
      {failed && <span>{t('composer.draftNotKept')}</span>}
      <ErrorNotice error={error} />
    </Box>
  )
}

function boxLook(theme: Theme, note: boolean) {
  const paper = theme.colors.note
  return {
    paddingInline: 2,
    paddingBlock: 1,
    borderTop: note ? `3px double ${paper.line}` : `1px solid ${theme.colors.line}`,
    backgroundColor: note ? paper.fill : theme.colors.surface,
    color: note ? paper.text : theme.colors.text,
  } as const
}

/** Files are held over the window. */
const dropLook = (theme: Theme) => ({ outline: `3px dashed ${theme.colors.focus}`, outlineOffset: -6 }) as const

const modeLook = (theme: Theme) =>
  ({
    gap: 0.75,
    minHeight: 32,
    paddingBlock: 0,
    color: 'inherit',
    borderColor: theme.colors.edge,
    '&.Mui-selected, &.Mui-selected:hover': {
      color: 'inherit',
      fontWeight: 700,
      backgroundColor: 'transparent',
      boxShadow: 'inset 0 -3px currentColor',
    },
  }) as const

const noteButtonLook = (theme: Theme) =>
  ({
    minHeight: 40,
    backgroundColor: theme.colors.note.text,
    color: theme.colors.note.fill,
    '&:hover': { backgroundColor: theme.colors.note.text },
    '&.Mui-disabled': {
      backgroundColor: 'transparent',
      color: theme.colors.note.text,
      border: `1px solid ${theme.colors.note.line}`,
    },
  }) as const
