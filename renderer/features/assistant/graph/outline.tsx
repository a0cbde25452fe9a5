import ArrowForward from '@mui/icons-material/ArrowForward'
import ErrorOutlined from '@mui/icons-material/ErrorOutlineOutlined'
import PlayArrow from '@mui/icons-material/PlayArrow'
import { Box, ButtonBase, Link, Typography } from '@mui/material'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useIntentName } from '../../../ui/intent-name.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { StepsProps } from '../editor/shown.ts'
import { type Exit, exitsOf, otherFlow } from '../flow/steps.ts'
import { StepIcon } from './kind-icon.tsx'
import { readingOrder } from './places.ts'
import { type Told, useTold } from './told.ts'

/** The same flow as a list, in the order one meets its steps; every way out of a step is a link to where it leads. */
export function Outline(props: StepsProps) {
  const { model, standing } = props
  const { t } = useTranslation('assistant')
  const told = useTold(model, props.front)
  const order = useMemo(() => readingOrder(model), [model])
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (standing !== null) {
      list.current?.querySelector(`[data-outline="${standing}"]`)?.scrollIntoView({ block: 'nearest' })
    }
  }, [standing])
  return (
    <Box sx={(theme) => ({ overflow: 'auto', backgroundColor: theme.colors.canvas, p: 2 })}>
      <Box
        component="ol"
        ref={list}
        aria-label={t('outline.label')}
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1, maxWidth: '60rem' }}
      >
        {order.map((id) => (
          <Item key={id} id={id} told={told} {...props} />
        ))}
      </Box>
    </Box>
  )
}

function Item(props: StepsProps & { id: string; told: Told }) {
  const { id, model, told, selected } = props
  const step = model.steps[id] ?? {}
  const here = id === selected
  return (
    <Box
      component="li"
      data-outline={id}
      sx={(theme) => ({
        border: `1px solid ${here ? theme.colors.accent : theme.colors.line}`,
        borderRadius: 1,
        backgroundColor: here ? theme.colors.accentSoft : theme.colors.surface,
        ...(id === props.standing && { boxShadow: `0 0 0 3px ${theme.colors.focus}` }),
      })}
    >
      <ButtonBase
        aria-pressed={here}
        onClick={() => props.select(id)}
        sx={{
          width: '100%',
          p: 1.25,
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          justifyContent: 'stretch',
          gap: 0.25,
          textAlign: 'left',
          borderRadius: 1,
        }}
      >
        <Head {...props} />
        <Typography sx={{ overflowWrap: 'anywhere' }}>{told.words(step) || id}</Typography>
      </ButtonBase>
      <Exits exits={exitsOf(step)} told={told} select={props.select} />
    </Box>
  )
}

function Head({ id, model, told, faults, standing }: StepsProps & { id: string; told: Told }) {
  const { t } = useTranslation('assistant')
  const intentName = useIntentName()
  const entries = model.entries.get(id) ?? []
  const wrong = faults.get(id)?.length ?? 0
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, alignItems: 'center' }}>
      <StatusWord icon={<StepIcon step={model.steps[id] ?? {}} />} tone="accent">
        {told.kind(model.steps[id] ?? {})}
      </StatusWord>
      {id === model.start && <Typography variant="caption">{t('node.start')}</Typography>}
      {entries.length > 0 && (
        <Typography variant="caption">{t('outline.entries', { list: entries.map(intentName).join(', ') })}</Typography>
      )}
      {id === standing && (
        <StatusWord icon={<PlayArrow />} tone="info">
          {t('node.standing')}
        </StatusWord>
      )}
      {wrong > 0 && (
        <StatusWord icon={<ErrorOutlined />} tone="bad">
          {t('node.faults', { count: wrong })}
        </StatusWord>
      )}
    </Box>
  )
}

function Exits({ exits, told, select }: { exits: readonly Exit[]; told: Told; select: (id: string) => void }) {
  if (exits.length === 0) return null
  return (
    <Box component="ul" sx={{ m: 0, pl: 4, pr: 1.25, pb: 1, listStyle: 'none', display: 'grid', gap: 0.25 }}>
      {exits.map(({ path, to, via }) => {
        const flow = otherFlow(to)
        return (
          <Box component="li" key={path.join('.')} sx={{ fontSize: '0.9rem' }}>
            <Box
              component="span"
              sx={{ color: 'text.secondary', display: 'inline-flex', alignItems: 'center', gap: 0.5, mr: 0.75 }}
            >
              {told.via(via)}
              <ArrowForward sx={{ fontSize: '1rem' }} />
            </Box>
            {flow === null ? (
              <Link
                component="button"
                type="button"
                onClick={() => select(to)}
                sx={{ textAlign: 'left', minHeight: 24 }}
              >
                {told.target(to)}
              </Link>
            ) : (
              <Link component={RouteLink} href={`/assistant/flows/${flow}`}>
                {told.target(to)}
              </Link>
            )}
          </Box>
        )
      })}
    </Box>
  )
}
