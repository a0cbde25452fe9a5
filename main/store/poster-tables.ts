/** A printed poster; `code` is what its QR adds behind ALTA. */
export type PosterTables = {
  posters: { id: string; code: string; place: string; created_at: number }
}
