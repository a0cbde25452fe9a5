import { useTranslation } from 'react-i18next'

/** The topics of the flows that come with Ventanilla. A town's own flow names its topics as it likes. */
const named = [
  'appointment',
  'appointment_change',
  'building_permit',
  'bulky_waste',
  'burning_permit',
  'business_licence',
  'cemetery',
  'civil_wedding',
  'complaint',
  'complaint_suggestion',
  'contact_directory',
  'council_transparency',
  'courses_activities',
  'culture_events',
  'data_rights',
  'dependency_care',
  'disabled_parking_card',
  'elections',
  'electronic_office',
  'emergency',
  'festivities',
  'file_status',
  'fines',
  'garage_vado',
  'grants',
  'health_referral',
  'housing',
  'language_change',
  'library',
  'local_police',
  'lost_found',
  'noise',
  'not_understood',
  'nursery_school',
  'opening_hours',
  'opt_out',
  'padron_certificate',
  'padron_register',
  'parks_trees_plots',
  'payments',
  'pest_control',
  'pets',
  'privacy',
  'property_tax',
  'public_jobs',
  'public_transport',
  'recycling_point',
  'resident_parking',
  'road_closures',
  'social_aid',
  'sports',
  'street_cleaning',
  'street_damage',
  'street_market',
  'street_report',
  'streetlight',
  'subscribe',
  'swimming_pool',
  'talk_to_human',
  'tourism',
  'towed_or_abandoned_car',
  'unknown',
  'vehicle_tax',
  'waste_collection',
  'water_bill',
  'water_outage',
  'weather_alert',
] as const

/** A topic in words; one that is not known here as its flow wrote it. */
export function useTopicText(): (topic: string) => string {
  const { t } = useTranslation('inbox')
  return (topic) => {
    const known = named.find((name) => name === topic)
    return known === undefined ? topic.replaceAll('_', ' ') : t(`topics.${known}`)
  }
}

export const isEmergency = (topic: string | null): boolean => topic === 'emergency'
