/** Where a point is on a map outside; opened only by whoever asks, for a map drawn here would tell a third party. */
export function mapHref(latitude: number, longitude: number): string {
  const [lat, lon] = [latitude.toFixed(6), longitude.toFixed(6)]
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=18/${lat}/${lon}`
}
