import { Box, Tab, Tabs } from '@mui/material'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../contract/common.ts'
import type { FlowFault } from '../flow/contract-types.ts'
import { languageOf } from '../flow/faults.ts'
import { type Files, languagesOf } from '../flow/model.ts'
import { useFaultText } from './fault-text.ts'
import type { Draft } from './use-draft.ts'

type FileId = 'flow' | Language

/** The files as they are written, for whoever knows them: faults stand at their line. */
export function RawView(props: { files: Files; faults: readonly FlowFault[]; edit: Draft['edit'] | null }) {
  const { files, edit } = props
  const { t } = useTranslation('assistant')
  const [open, setOpen] = useState<FileId>('flow')
  const ids: readonly FileId[] = ['flow', ...languagesOf(files)]
  const shown = ids.includes(open) ? open : 'flow'
  const text = (shown === 'flow' ? files.flow : files.words[shown]) ?? ''
  const faults = props.faults.filter((fault) => (languageOf(fault) ?? 'flow') === shown)
  const write = (next: string) =>
    edit?.(
      (before) =>
        shown === 'flow' ? { ...before, flow: next } : { ...before, words: { ...before.words, [shown]: next } },
      `raw:${shown}`,
    )
  return (
    <Box sx={{ display: 'grid', gridTemplateRows: 'auto auto minmax(0, 1fr)', minHeight: 0 }}>
      <Tabs value={shown} onChange={(_, id: FileId) => setOpen(id)} variant="scrollable" aria-label={t('raw.files')}>
        {ids.map((id) => (
          <Tab key={id} value={id} label={`${id}.json`} id={`raw-tab-${id}`} aria-controls="raw-panel" />
        ))}
      </Tabs>
      <LineFaults faults={faults} />
      <Box
        role="tabpanel"
        id="raw-panel"
        aria-labelledby={`raw-tab-${shown}`}
        sx={{ minHeight: 0, display: 'grid', gridTemplateRows: 'minmax(0, 1fr)' }}
      >
        <Lines key={shown} name={`${shown}.json`} text={text} faults={faults} write={edit === null ? null : write} />
      </Box>
    </Box>
  )
}

function LineFaults({ faults }: { faults: readonly FlowFault[] }) {
  const { t } = useTranslation('assistant')
  const textOf = useFaultText()
  return (
    <Box
      component="ul"
      aria-label={t('faults.title')}
      sx={(theme) => ({ m: 0, paddingInline: 4, maxHeight: 140, overflow: 'auto', color: theme.colors.bad })}
    >
      {faults.map((fault) => (
        <li key={`${fault.path} ${fault.code} ${fault.reason}`}>
          {fault.line !== null && `${t('raw.line', { line: fault.line })}: `}
          {textOf(fault)}
        </li>
      ))}
    </Box>
  )
}

function Lines(props: {
  name: string
  text: string
  faults: readonly FlowFault[]
  write: ((text: string) => void) | null
}) {
  const { t } = useTranslation('assistant')
  const gutter = useRef<HTMLDivElement>(null)
  const faulty = new Set(props.faults.map(({ line }) => line))
  const lines = props.text.split('\n')
  const type = { font: '0.85rem/1.5 ui-monospace, Consolas, monospace', p: 1, m: 0 } as const
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', minHeight: 0 }}>
      <Box
        ref={gutter}
        aria-hidden
        sx={(theme) => ({
          ...type,
          overflow: 'hidden',
          textAlign: 'right',
          color: theme.colors.quiet,
          backgroundColor: theme.colors.canvas,
        })}
      >
        {lines.map((_, i) => (
          <Box
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            key={i}
            sx={(theme) => ({
              paddingInline: 0.5,
              ...(faulty.has(i + 1) && { backgroundColor: theme.colors.bad, color: theme.colors.onStatus }),
            })}
          >
            {i + 1}
          </Box>
        ))}
      </Box>
      <Box
        component="textarea"
        aria-label={t('raw.text', { file: props.name })}
        value={props.text}
        readOnly={props.write === null}
        spellCheck={false}
        wrap="off"
        onChange={(event) => props.write?.(event.target.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
        }}
        sx={(theme) => ({
          ...type,
          border: 0,
          resize: 'none',
          color: theme.colors.text,
          backgroundColor: theme.colors.raised,
          '&:focus-visible': { outlineOffset: -3 },
        })}
      />
    </Box>
  )
}
