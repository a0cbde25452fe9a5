import { readdir, readFile } from 'node:fs/promises'

/**
 * What a browser with all its processes holds, MiB: proportional shares on Linux. 0 where the system does not tell
 * cheaply; there the heap of the page decides.
 */
export async function browserMemoryMiB(root: number | undefined): Promise<number> {
  if (process.platform !== 'linux' || root === undefined) return 0
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc').catch(() => [])) {
    const status = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : ''
    const parent = /\) \S (\d+)/.exec(status)?.[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  let kilobytes = 0
  for (const pid of treeOf(root, parents)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
  }
  return Math.round(kilobytes / 1024)
}

function treeOf(root: number, parents: ReadonlyMap<number, number>): number[] {
  const tree = [root]
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child)
  return tree
}
