import type { IncidentKind } from '../../../../contract/incidents.ts'

/** In the order in which people look for them; the type keeps the list complete. */
const order: { readonly [K in IncidentKind]: number } = {
  wrong_recipient: 0,
  lost_device: 1,
  unauthorised_access: 2,
  line_takeover: 3,
  malware: 4,
  disclosure: 5,
  unavailability: 6,
  other: 7,
}

export const kinds = (Object.keys(order) as IncidentKind[]).sort((one, two) => order[one] - order[two])
