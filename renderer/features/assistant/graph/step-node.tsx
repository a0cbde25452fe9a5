import ErrorOutlined from '@mui/icons-material/ErrorOutlineOutlined'
import Launch from '@mui/icons-material/Launch'
import PlayArrow from '@mui/icons-material/PlayArrow'
import Start from '@mui/icons-material/StartOutlined'
import { Box, ButtonBase, Link, Typography } from '@mui/material'
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { JsonObject } from '../flow/json.ts'
import { StepIcon } from './kind-icon.tsx'
import { sizes } from './places.ts'

export type StepData = {
  readonly step: JsonObject
  readonly kind: string
  readonly words: string
  readonly start: boolean
  /** The wishes that enter here. */
  readonly entries: readonly string[]
  readonly faults: number
  readonly selected: boolean
  readonly standing: boolean
  /** The node that Tab reaches. */
  readonly reached: boolean
  readonly select: (id: string) => void
}

export type DoorData = { readonly name: string; readonly flow: string }

const clamped = (lines: number) =>
  ({ display: '-webkit-box', WebkitLineClamp: lines, WebkitBoxOrient: 'vertical', overflow: 'hidden' }) as const

/** A step: what it is, its first words, and what there is to know about it. */
export const StepNode = memo(function StepNode({ id, data }: NodeProps<Node<StepData, 'step'>>) {
  const { t } = useTranslation('assistant')
  const notes = [
    data.start && t('node.start'),
    data.entries.length > 0 && t('node.entries', { count: data.entries.length }),
    data.standing && t('node.standing'),
    data.faults > 0 && t('node.faults', { count: data.faults }),
  ].filter((note) => note !== false)
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <ButtonBase
        data-step={id}
        tabIndex={data.reached ? 0 : -1}
        aria-pressed={data.selected}
        aria-label={[data.kind, data.words || id, ...notes].join('. ')}
        onClick={() => data.select(id)}
        sx={(theme) => ({
          width: sizes.width,
          height: sizes.height,
          p: 1,
          display: 'grid',
          gridTemplate: 'auto minmax(0, 1fr) / minmax(0, 1fr)',
          justifyContent: 'stretch',
          gap: 0.25,
          textAlign: 'left',
          justifyItems: 'stretch',
          alignItems: 'start',
          borderRadius: 1,
          backgroundColor: data.selected ? theme.colors.accentSoft : theme.colors.raised,
          border: `1px solid ${theme.colors.edge}`,
          ...(data.selected && { border: `2px solid ${theme.colors.accent}` }),
          ...(data.faults > 0 && { border: `2px solid ${theme.colors.bad}` }),
          ...(data.standing && { boxShadow: `0 0 0 4px ${theme.colors.focus}` }),
          '&:hover': { borderColor: theme.colors.accent },
        })}
      >
        <Box
          sx={(theme) => ({
            display: 'flex',
            alignItems: 'center',
            gap: 0.75,
            minWidth: 0,
            color: theme.colors.accent,
            fontSize: '0.8rem',
            fontWeight: 700,
            '& svg': { fontSize: '1.15rem', flexShrink: 0 },
          })}
        >
          <StepIcon step={data.step} />
          <Box
            component="span"
            sx={{ flex: 1, minWidth: 0, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}
          >
            {data.kind}
          </Box>
          {(data.start || data.entries.length > 0) && <Start />}
          {data.standing && <PlayArrow />}
          {data.faults > 0 && (
            <Box component="span" sx={(theme) => ({ display: 'inline-flex', color: theme.colors.bad })}>
              <ErrorOutlined />
            </Box>
          )}
        </Box>
        <Typography variant="body2" sx={{ ...clamped(2), lineHeight: 1.35, overflowWrap: 'anywhere' }}>
          {data.words || id}
        </Typography>
      </ButtonBase>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  )
})

/** Another conversation, which this one leads to. */
export const DoorNode = memo(function DoorNode({ data }: NodeProps<Node<DoorData, 'door'>>) {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Box sx={{ width: sizes.width, height: sizes.height, display: 'flex', alignItems: 'center' }}>
        <Link
          component={RouteLink}
          href={`/assistant/flows/${data.flow}`}
          className="nopan"
          sx={(theme) => ({
            display: 'inline-flex',
            alignItems: 'center',
            gap: 0.75,
            minHeight: 40,
            maxWidth: '100%',
            paddingInline: 1.5,
            fontSize: '0.9rem',
            borderRadius: 99,
            border: `1px dashed ${theme.colors.edge}`,
            backgroundColor: theme.colors.surface,
            '& svg': { fontSize: '1.1rem', flexShrink: 0 },
          })}
        >
          <Launch />
          <span>{data.name}</span>
        </Link>
      </Box>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  )
})
