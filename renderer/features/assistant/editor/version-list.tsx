import { Box, ButtonBase, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { FlowVersion } from '../../../../contract/assistant.ts'
import { useFormat } from '../../../i18n/format.ts'

/** Versions, newest first; one is looked at. */
export function VersionList(props: {
  versions: readonly FlowVersion[]
  shown: number | null
  choose: (version: number) => void
}) {
  const { t } = useTranslation('assistant')
  const format = useFormat()
  return (
    <Box
      component="ul"
      aria-label={t('history.versions')}
      sx={(theme) => ({ m: 0, p: 1, listStyle: 'none', borderRight: { sm: `1px solid ${theme.colors.line}` } })}
    >
      {props.versions.map((version) => (
        <li key={version.version}>
          <ButtonBase
            onClick={() => props.choose(version.version)}
            aria-current={version.version === props.shown}
            sx={(theme) => ({
              display: 'block',
              width: '100%',
              textAlign: 'left',
              p: 1.5,
              borderRadius: 1,
              ...(version.version === props.shown && {
                backgroundColor: theme.colors.accentSoft,
                boxShadow: `inset 4px 0 0 ${theme.colors.accent}`,
              }),
            })}
          >
            <Typography sx={{ fontWeight: 700 }}>
              {t('history.version', { version: version.version })} · {t(`history.states.${version.state}`)}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {format.dateTime(version.at)} · {version.by?.name ?? t('history.shipped')}
            </Typography>
            {version.note !== '' && (
              <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
                {version.note}
              </Typography>
            )}
          </ButtonBase>
        </li>
      ))}
    </Box>
  )
}
