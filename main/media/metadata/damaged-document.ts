/** Thrown for a document whose metadata cannot be taken out because it cannot be read. */
export class DamagedDocument extends Error {
  override readonly name = 'DamagedDocument'
}
