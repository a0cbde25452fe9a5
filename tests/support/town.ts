import type { Town } from '../../contract/settings.ts'

/** An invented town. */
export const town: Town = {
  name: 'Robledillo de Prueba',
  language: 'es',
  timeZone: 'Europe/Madrid',
  phone: '',
  address: 'Plaza Mayor, 1',
  website: '',
  openingHours: [{ weekday: 1, from: '09:00', to: '14:00' }],
  privacyNotice: 'Tratamos sus datos para atender su consulta. Puede ejercer sus derechos en el registro.',
}
