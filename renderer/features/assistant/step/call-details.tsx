import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { at, isObject, textAt } from '../flow/json.ts'
import { PlainField } from './plain-field.tsx'
import { Section } from './section.tsx'
import type { StepProps } from './step-props.ts'

/** Which service is asked, with which answers, and under which name its result is kept. */
export function CallDetails(props: StepProps) {
  const { step } = props
  const { t } = useTranslation('assistant')
  const given = at(step, ['with'])
  const params = isObject(given) ? Object.entries(given) : []
  const service = textAt(step, ['service']) ?? ''
  return (
    <Section title={t('details.call')}>
      <PlainField
        {...props}
        path={['service']}
        help={t(`services.${service}`, { defaultValue: t('details.serviceHelp') })}
      />
      {params.length > 0 && (
        <Box role="group" aria-label={t('details.with')} sx={{ display: 'grid', gap: 1.5 }}>
          <Typography variant="body2" color="textSecondary">
            {t('details.with')}
          </Typography>
          {params.map(([name, value]) =>
            isObject(value) ? (
              <PlainField key={name} {...props} path={['with', name, 'value']} label={t('details.asIs', { name })} />
            ) : (
              <PlainField key={name} {...props} path={['with', name]} label={t('details.fromAnswer', { name })} />
            ),
          )}
        </Box>
      )}
      <PlainField {...props} path={['save']} help={t('details.resultHelp')} />
    </Section>
  )
}
