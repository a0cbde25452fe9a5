import type { FactBody } from '../../contract/knowledge.ts'

type Of<K extends FactBody['kind']> = Extract<FactBody, { kind: K }>

const about = {
  intent: null,
  source: 'Ordenanza de prueba',
  reviewedOn: '2026-03-01',
  reviewEveryMonths: 12,
} as const

/** Invented facts for tests, each with what it needs and nothing else. */
export const department = (changes: Partial<Of<'department'>> = {}): Of<'department'> => ({
  ...about,
  kind: 'department',
  slug: 'padron',
  phone: '+34 700 000 101',
  email: 'padron@valdearenas.example',
  address: 'Plaza Mayor, 1',
  words: { es: { name: 'Padrón', about: '', hours: 'de 9:00 a 14:00', floor: 'planta baja' } },
  ...changes,
})

export const answer = (changes: Partial<Of<'answer'>> = {}): Of<'answer'> => ({
  ...about,
  kind: 'answer',
  slug: 'mercado',
  intent: 'street_market',
  department: null,
  link: '',
  words: { es: { question: '¿Cuándo es el mercadillo?', answer: 'Venga los viernes.' } },
  ...changes,
})

export const procedure = (changes: Partial<Of<'procedure'>> = {}): Of<'procedure'> => ({
  ...about,
  kind: 'procedure',
  slug: 'volante',
  intent: 'padron_certificate',
  department: 'padron',
  link: 'https://valdearenas.example/volante',
  words: {
    es: {
      title: 'Volante de empadronamiento',
      about: 'Se da en el momento.',
      papers: ['DNI', 'Autorización si viene por otra persona'],
      fee: 'Es gratis.',
      how: 'Llame al {{fact.department.padron.phone}}.',
      deadline: '',
    },
  },
  ...changes,
})

export const place = (changes: Partial<Of<'place'>> = {}): Of<'place'> => ({
  ...about,
  kind: 'place',
  slug: 'biblioteca',
  intent: 'library',
  phone: '+34 700 000 113',
  address: 'Calle de la Escuela, 3',
  position: { latitude: 40.5, longitude: -3.5 },
  link: '',
  words: { es: { name: 'Biblioteca', about: 'Saque el carné con su DNI.', hours: 'por las tardes' } },
  ...changes,
})
