import { pick, randomFrom, zipf } from './random.ts'

/** The most frequent words of Spanish, in about their order. */
const little = `de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin
sobre este ya todo esta cuando muy son también fue había era hasta desde nos donde quien ni ser porque han mi yo`

/** What people write to a town hall about, in about the order of how often. */
const affairs = `buenos días gracias hola calle agua recibo cita ayuntamiento farola basura ruido padrón horario licencia
plaza aparcamiento multa certificado contenedor parque obra vecino tasa pago solicitud trámite colegio acera bache árbol
poda perro mercado fiesta biblioteca piscina deporte empleo ayuda mayor vivienda alcalde policía local urgente mañana
tarde noche semana mes año hijo madre casa puerta número documento papel oficina registro empadronamiento impuesto
vehículo grúa señal semáforo limpieza reciclaje mueble recogida plaga rata alcantarilla inundación lluvia corte avería
luz teléfono correo firma digital clave web página error factura bono transporte autobús escuela guardería comedor beca
subvención plazo bases anuncio bando pleno acta denuncia queja sugerencia información tarjeta residente zona azul`

const stems = `abander abon abr acab acept acompañ acord adelant admit afect agrad alquil amenaz anul aparc apunt arregl asist
atend aument avis ayud baj barr borr busc cambi camin cans cas cerr cit cobr coloc comenz compr comunic conced conect
confirm consult contest contrat control convoc copi corrig cort cre cruz cub cuid cumpl dej deposit desc desatasc dibuj
dirig discut domicili dud edific eleg elimin empadron empuj encarg enchuf encontr enferm enseñ entr entreg envi escap
escrib escuch esper estacion evit exig explic extend fabric falt felicit firm form fot fren fumig funcion gan gast gest
grab guard habit habl her ilumin impon impid import imprim inaugur inclu indic inform inici instal intent inund invit
jug junt lav levant limit limpi llam llen llev llor lluev maltrat mand manej manifest marc matricul mejor mencion mir
molest mont mord mostr mud multiplic nad nombr notific obed oblig observ ocup ofrec oler olvid orden organiz pag par
particip pase ped peg perd permit pint pis plant pod port prefer pregunt prepar present prest prob program prohib promet
proteg public quej quem quit rasc recib reclam recog recomend reconoc record recorr recuper reduc reform reg registr rell
renov repar repet reserv resolv respet respond retir retras reun revis rob romp ruid sac salud salv seguir sembr señal
separ serv signific solicit son sop sub sufr suger supon suprim tard tem termin tir toc tom trab trabaj tradu tramit
transport trat ubic un us utiliz vaci vacun val ve vend verific viaj vigil visit viv volv vot`

const endings = `o as a amos áis an é aste ó aron aba abas ábamos aban aré arás ará aremos arán aría arían e es emos en ara
aras áramos aran ando ado ados ada adas ar arme arte arlo arla arlos arlas arse arnos ador adora adores able ables ación
aciones amiento amientos ante antes ita ito itos itas ísimo ísima`

const list = (text: string): string[] => text.split(/\s+/)

/** Words as a language has them, most frequent first: a few everywhere, tens of thousands seldom. */
export const vocabulary: readonly string[] = (() => {
  const random = randomFrom(7)
  const grown = list(stems).flatMap((stem) => list(endings).map((ending) => stem + ending))
  for (let last = grown.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const kept = grown[last] ?? ''
    grown[last] = grown[other] ?? ''
    grown[other] = kept
  }
  return [...new Set([...list(little), ...list(affairs), ...grown])]
})()

/** Words nobody searches for: they say nothing. */
export const emptyWords = list(little).length

const rankOf = zipf(vocabulary.length)

export const wordAt = (random: () => number): string => vocabulary[rankOf(random)] ?? ''

/** A message of three to thirty words, as its number decides. */
export function textOf(message: number): string {
  const random = randomFrom(message * 2_654_435_761)
  const length = 3 + Math.floor(random() ** 2 * 28)
  return Array.from({ length }, () => wordAt(random)).join(' ')
}

const given =
  list(`María Carmen Ana Isabel Dolores Pilar Teresa Rosa Lucía Elena Antonio José Manuel Francisco Juan David
Javier Daniel Jesús Carlos Miguel Rafael Pedro Ángel Nuria Begoña Montserrat Iker Uxía Xoán Jordi Aitana`)
const family =
  list(`García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández
Díaz Moreno Álvarez Muñoz Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco`)

/** An invented citizen. The numbers begin with 700, which no mobile in Spain does. */
export function citizenOf(number: number): { readonly name: string; readonly phone: string } {
  const random = randomFrom(number + 1)
  return {
    name: `${pick(random, given)} ${pick(random, family)} ${pick(random, family)}`,
    phone: `+34700${String(number).padStart(6, '0')}`,
  }
}
