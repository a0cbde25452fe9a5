export type Account = {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly password: string
}

/** A citizen nobody is: 70x numbers are given to no telephone. */
export type Citizen = { readonly name: string; readonly phone: string }

let invented = 0
/** A citizen with a phone of their own. */
export const citizen = (name: string): Citizen => {
  invented += 1
  return { name, phone: `+34700${String(300_000 + invented)}` }
}

/** Where a console signs in. */
export type Door = { readonly url: string; readonly practice: Account }
