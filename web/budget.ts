/** A plugin of Vite: the build fails when the first load of a page asks for too much script. */
import { gzipSync } from 'node:zlib';

import type { Plugin } from 'vite';

interface Budget {
  /** The page that starts the app. */
  readonly entry: string;
  /** The module of the page that is shown first. */
  readonly page: string;
  /** The most it may weigh, in kB after gzip. */
  readonly limit: number;
}

interface Chunk {
  readonly type: 'chunk';
  readonly fileName: string;
  readonly code: string;
  readonly imports: readonly string[];
  readonly moduleIds: readonly string[];
  readonly facadeModuleId: string | null;
}

export function budget({ entry, page, limit }: Budget): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    writeBundle(_, bundle) {
      const chunks = new Map<string, Chunk>();
      for (const output of Object.values(bundle)) {
        if (output.type === 'chunk') chunks.set(output.fileName, output);
      }
      const first = [...chunks.values()].filter(
        ({ facadeModuleId, moduleIds }) =>
          facadeModuleId?.endsWith(`/${entry}`) || moduleIds.some((id) => id.endsWith(`/${page}`)),
      );
      if (first.length < 2) this.error(`no chunk for ${entry} or ${page}`);
      const needed = new Set<string>();
      first.forEach((chunk) => gather(chunk.fileName, chunks, needed));
      const bytes = [...needed].reduce((sum, name) => sum + weight(chunks.get(name)!.code), 0);
      const said = `first load of ${page}: ${(bytes / 1000).toFixed(1)} kB of script (at most ${limit})`;
      if (bytes > limit * 1000) this.error(said);
      this.info(said);
    },
  };
}

/** Adds a chunk and all it imports before it can run. */
function gather(name: string, chunks: ReadonlyMap<string, Chunk>, needed: Set<string>): void {
  const chunk = chunks.get(name);
  if (!chunk || needed.has(name)) return;
  needed.add(name);
  chunk.imports.forEach((each) => gather(each, chunks, needed));
}

function weight(code: string): number {
  return gzipSync(code, { level: 9 }).byteLength;
}
