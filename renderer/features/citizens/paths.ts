/** Where people look at a citizen. */
export const citizenPath = (id: string): string => `/citizens/list/${encodeURIComponent(id)}`

export const listPath = '/citizens'
export const importPath = '/citizens/import'
export const proposalsPath = '/citizens/proposals'
