import Add from '@mui/icons-material/Add'
import EventRepeat from '@mui/icons-material/EventRepeat'
import Search from '@mui/icons-material/Search'
import {
  Box,
  Button,
  Chip,
  FormControlLabel,
  InputAdornment,
  Link,
  Menu,
  MenuItem,
  Switch,
  TextField,
  Typography,
} from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../contract/common.ts'
import type { ChecklistItem, Fact, FactKind } from '../../../contract/knowledge.ts'
import { useMay } from '../../client/react.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { found, kinds, titleIn, titleOf } from './rules.ts'

type Props = {
  readonly facts: readonly Fact[]
  readonly checklist: readonly ChecklistItem[]
  readonly language: Language
  readonly onOpen: (fact: Fact) => void
  readonly onNew: (kind: FactKind) => void
  readonly onFill: (item: ChecklistItem) => void
}

/** Every fact by kind, with search, and what citizens will ask that nobody has answered yet. */
export function FactList(props: Props) {
  const { t } = useTranslation('knowledge')
  const mayWrite = useMay('assistant.write')
  const [wanted, setWanted] = useState('')
  const [onlyStale, setOnlyStale] = useState(false)
  const stale = props.facts.filter((fact) => fact.stale).length
  const shown = found(props.facts, wanted).filter((fact) => fact.stale || !onlyStale)
  return (
    <>
      <Typography color="textSecondary" sx={{ maxWidth: '46rem' }}>
        {t('text')}
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
        <TextField
          type="search"
          label={t('search')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          sx={{ flex: '1 1 16rem', maxWidth: '28rem' }}
          slotProps={{
            input: {
              startAdornment: (
                <InputAdornment position="start">
                  <Search />
                </InputAdornment>
              ),
            },
          }}
        />
        <FormControlLabel
          control={<Switch checked={onlyStale} onChange={(_, checked) => setOnlyStale(checked)} />}
          label={t('onlyStale', { count: stale })}
        />
        <Box sx={{ flex: 1 }} />
        {mayWrite && <NewFact onNew={props.onNew} />}
      </Box>
      <Missing {...props} mayWrite={mayWrite} />
      {shown.length === 0 && <EmptyState icon={<Search />} title={t('none')} text={t('noneText')} />}
      {kinds.map((kind) => {
        const ofKind = shown.filter((fact) => fact.body.kind === kind)
        if (ofKind.length === 0) return null
        return (
          <Box component="section" key={kind} aria-labelledby={`kind-${kind}`}>
            <Typography variant="h2" id={`kind-${kind}`}>
              {t(`kinds.${kind}.many`)}
            </Typography>
            <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
              {ofKind.map((fact) => (
                <Row key={fact.id} fact={fact} language={props.language} onOpen={() => props.onOpen(fact)} />
              ))}
            </Box>
          </Box>
        )
      })}
    </>
  )
}

function Row(props: { fact: Fact; language: Language; onOpen: () => void }) {
  const { t, i18n } = useTranslation('knowledge')
  const locale = i18n.language === 'en' ? 'en-GB' : i18n.language
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const { body, stale } = props.fact
  return (
    <Box
      component="li"
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 2,
        rowGap: 0.5,
        alignItems: 'center',
        minHeight: 44,
        py: 0.75,
        borderBottom: `1px solid ${theme.colors.line}`,
      })}
    >
      <Link
        component="button"
        onClick={props.onOpen}
        sx={{
          flex: '1 1 18rem',
          textAlign: 'start',
          fontSize: '1rem',
          fontWeight: 700,
          overflowWrap: 'anywhere',
          minHeight: 24,
        }}
      >
        {titleOf(body, props.language)}
      </Link>
      {stale && (
        <StatusWord icon={<EventRepeat />} tone="warn">
          {t('stale')}
        </StatusWord>
      )}
      <Typography variant="body2" color="textSecondary">
        {t('reviewed', { when: date.format(Date.parse(body.reviewedOn)) })}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ minWidth: '6rem' }}>
        {Object.keys(body.words).join(', ')}
      </Typography>
    </Box>
  )
}

function NewFact(props: { onNew: (kind: FactKind) => void }) {
  const { t } = useTranslation('knowledge')
  const [at, setAt] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        variant="contained"
        startIcon={<Add />}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={(event) => setAt(event.currentTarget)}
      >
        {t('new')}
      </Button>
      <Menu open={at !== null} anchorEl={at} onClose={() => setAt(null)}>
        {kinds.map((kind) => (
          <MenuItem
            key={kind}
            onClick={() => {
              setAt(null)
              props.onNew(kind)
            }}
          >
            {t(`kinds.${kind}.one`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}

/** What the checklist asks for; each is one click from being written. */
function Missing(props: Props & { mayWrite: boolean }) {
  const { t } = useTranslation('knowledge')
  const missing = props.checklist.filter(({ filled }) => !filled)
  if (missing.length === 0) return null
  return (
    <Box component="section" aria-labelledby="missing">
      <Typography variant="h2" id="missing">
        {t('missing', { count: missing.length })}
      </Typography>
      <Typography color="textSecondary" sx={{ mb: 1 }}>
        {t('missingText')}
      </Typography>
      <Box component="ul" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, m: 0, p: 0, listStyle: 'none' }}>
        {missing.map((item) => {
          const label = titleIn(item.title, props.language)
          return (
            <li key={item.intent}>
              <Chip variant="outlined" label={label} {...(props.mayWrite && { onClick: () => props.onFill(item) })} />
            </li>
          )
        })}
      </Box>
    </Box>
  )
}
