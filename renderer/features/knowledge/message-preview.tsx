import { Alert, Box, Typography } from '@mui/material'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../contract/common.ts'
import type { FactBody } from '../../../contract/knowledge.ts'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { bodyOf, type FactDraft, faultsOf } from './rules.ts'

/** Somebody who writes is not answered at every letter. */
const patienceMs = 350

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), patienceMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** What has no part in the message may still be missing. */
const elsewhere = new Set(['slug', 'source', 'reviewedOn', 'reviewEveryMonths'])

/** A draft as far as it can be told; null while its texts are not right. */
function tellable(draft: FactDraft, town: Language, today: string): FactBody | null {
  const faults = [...faultsOf(draft, town)].filter((field) => !elsewhere.has(field))
  if (faults.length > 0) return null
  const body = bodyOf(draft)
  const months = Number.isInteger(body.reviewEveryMonths) && body.reviewEveryMonths > 0 && body.reviewEveryMonths <= 36
  return {
    ...body,
    slug: /^[a-z][a-z0-9_]{1,39}$/.test(body.slug) ? body.slug : 'nuevo',
    source: body.source.length >= 2 ? body.source : '--',
    reviewedOn: /^\d{4}-\d\d-\d\d$/.test(body.reviewedOn) ? body.reviewedOn : today,
    reviewEveryMonths: months ? body.reviewEveryMonths : 12,
  }
}

/** The message a citizen would get, as it is being written. */
export function MessagePreview(props: { draft: FactDraft; language: Language; town: Language; today: string }) {
  const { t } = useTranslation('knowledge')
  const { api } = useStation()
  const body = tellable(useSettled(props.draft), props.town, props.today)
  const preview = useQuery(
    api.knowledge.preview.queryOptions({
      input: body === null ? ({} as { body: FactBody }) : { body },
      enabled: body !== null,
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
  )
  const told = preview.data?.find(({ language }) => language === props.language)
  return (
    <Box component="section" aria-labelledby="preview-title">
      <Typography variant="h3" component="h3" id="preview-title" sx={{ mb: 1 }}>
        {t('preview')}
      </Typography>
      <ErrorNotice error={preview.error} />
      {told ? (
        <Box
          sx={({ colors }) => ({
            backgroundColor: colors.bot.fill,
            color: colors.bot.text,
            border: `1px solid ${colors.bot.line}`,
            borderRadius: 1.5,
            px: 2,
            py: 1.5,
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
          })}
          lang={props.language}
        >
          <Bold text={told.text} />
        </Box>
      ) : (
        <Typography color="textSecondary">{t(body === null ? 'previewLater' : 'previewOther')}</Typography>
      )}
      {told?.problem && (
        <Alert severity="error" sx={{ mt: 1 }}>
          {t(`previewProblems.${told.problem}`, { name: told.variable ?? '' })}
        </Alert>
      )}
      {told && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
          {t('length', { count: told.text.length })}
        </Typography>
      )}
    </Box>
  )
}

/** WhatsApp shows what stands between asterisks in bold. */
function Bold(props: { text: string }) {
  const parts = [...props.text.split(/(\*[^*\n]+\*)/).entries()]
  return <>{parts.map(([at, part]) => (at % 2 === 1 ? <strong key={at}>{part.slice(1, -1)}</strong> : part))}</>
}
