const streets =
  'calle|c/|avenida|avda\\.?|av\\.|plaza|pza\\.?|plazuela|paseo|camino|carretera|ctra\\.?|ronda|travesía|travesia|' +
  'barrio|polígono|poligono|urbanización|urbanizacion|parque|glorieta|callejón|callejon|' +
  'carrer|plaça|avinguda|passeig|camí|carretera|rambla|barri|rúa|rua|praza|praciña|estrada|avenida|camiño|street|square'
const link = "de la|de los|de las|de|del|d['’]|la|las|los|el|els|da|do|das|dos|san|santa"
const number = '(?:,? ?(?:n[.ºo°]{0,2}|número|numero|núm\\.?|num\\.?)? ?\\d{1,4}[a-z]?\\b)'

/** "calle Mayor 12", "plaza de España", "c/ San Roque, 3": a street word and a name with a capital. */
const named = new RegExp(
  `(?<![\\p{L}\\d])(?:${streets})(?: ?(?:${link})){0,3} ?\\p{Lu}[\\p{L}'’.-]{1,30}(?: (?:(?:${link}) )?\\p{Lu}[\\p{L}'’.-]{1,30}){0,4}${number}?`,
  'u',
)
/** "calle mayor 12" without capitals: only when the number ends the phrase, so that it is no other number. */
const numbered = new RegExp(
  `(?<![\\p{L}\\d])(?:${streets})(?: [\\p{L}'’.-]{2,20}){1,4}${number}(?=\\s*(?:$|[,.;:)!?\\n]))`,
  'iu',
)

const streetWord = new RegExp(`(?<![\\p{L}\\d])(?:${streets})`, 'giu')

/** The street address somebody mentions in passing; null rather than a guess. */
export function placeIn(text: string): string | null {
  const start = text.slice(0, 600)
  const shouted = start === start.toUpperCase()
  const found = (shouted ? null : named.exec(lowerStreets(start))) ?? numbered.exec(start)
  return found ? start.slice(found.index, found.index + found[0].length).trim() : null
}

/** Street words in lower case, everything else as it was. */
const lowerStreets = (text: string) => text.replace(streetWord, (word) => word.toLowerCase())
