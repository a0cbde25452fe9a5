import type { useStation } from '../../../client/react.tsx'

type Client = ReturnType<typeof useStation>['client']

/** A flow as the station gives it to be edited. */
export type LoadedFlow = Awaited<ReturnType<Client['assistant']['flow']>>
