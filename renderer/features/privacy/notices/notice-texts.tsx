import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import { Alert, Box, Tab } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../contract/common.ts'
import type { Notice } from '../../../../contract/notices.ts'
import { useMay } from '../../../client/react.tsx'
import { citizenLanguages, languageNames } from '../../../i18n/languages.ts'
import { SidewaysTabs } from '../../../ui/sideways-tabs.tsx'
import { NoticeTextForm } from './notice-text-form.tsx'
import { languageState } from './rules.ts'

/** One version, a tab per language with whether somebody approved its text. */
export function NoticeTexts({ notice }: { notice: Notice }) {
  const { t } = useTranslation('notices')
  const [spoken, speak] = useState<Language>('es')
  const mayWrite = useMay('privacy.write')
  const state = languageState(notice, spoken)
  const isDraft = notice.state === 'draft'
  return (
    <Box>
      <SidewaysTabs value={spoken} onChange={(language) => speak(language)} label={t('languages')} below={2}>
        {citizenLanguages.map((language) => {
          const approved = languageState(notice, language) === 'approved'
          return (
            <Tab
              key={language}
              value={language}
              id={`notice-tab-${language}`}
              aria-controls="notice-panel"
              label={languageNames[language]}
              iconPosition="end"
              sx={{ minHeight: 48 }}
              {...(approved && { icon: <CheckCircle fontSize="small" titleAccess={t('approved')} /> })}
            />
          )
        })}
      </SidewaysTabs>
      <Box
        role="tabpanel"
        id="notice-panel"
        aria-labelledby={`notice-tab-${spoken}`}
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}
      >
        {!isDraft && mayWrite && <Alert severity="info">{t('readOnly')}</Alert>}
        {state !== 'approved' && spoken !== 'es' && <Alert severity="info">{t('fallback')}</Alert>}
        <NoticeTextForm
          key={spoken}
          version={notice.version}
          language={spoken}
          text={notice.texts.find(({ language }) => language === spoken)}
          mayWrite={isDraft && mayWrite}
        />
      </Box>
    </Box>
  )
}
