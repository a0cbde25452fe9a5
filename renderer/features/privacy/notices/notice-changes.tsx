import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { NoticeDiff } from '../../../../contract/notices.ts'
import { languageNames } from '../../../i18n/languages.ts'

/** What differs from the version before: lines that come and go, each said in words and not by colour alone. */
export function NoticeChanges({ diff }: { diff: NoticeDiff }) {
  const { t } = useTranslation('notices')
  return (
    <Box component="section" aria-label={t('publish.changes')} sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h3" component="h3">
        {t('publish.changes')}
      </Typography>
      {diff.length === 0 && <Typography>{t('publish.noChanges')}</Typography>}
      {diff.map(({ language, layer, lines }) => (
        <Box key={`${language}-${layer}`}>
          <Typography variant="body2" sx={{ fontWeight: 700 }}>
            {languageNames[language]}, {t(layer === 'first' ? 'publish.firstLayer' : 'publish.secondLayer')}
          </Typography>
          {lines.map(({ kind, text }, index) =>
            kind === 'same' ? null : (
              <Typography
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other name
                key={index}
                variant="body2"
                lang={language}
                sx={{
                  overflowWrap: 'anywhere',
                  pl: 1,
                  borderLeft: '3px solid',
                  borderColor: kind === 'added' ? 'success.main' : 'error.main',
                }}
              >
                <strong>{t(kind === 'added' ? 'publish.added' : 'publish.removed')}:</strong> {text}
              </Typography>
            ),
          )}
        </Box>
      ))}
    </Box>
  )
}
