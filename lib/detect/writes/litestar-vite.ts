import { ImageWarning } from '../../core/image-warning';
import { Distribution } from '../../python/dependency-installer';
import { satisfies } from '../../python/versions';
import { everyCall } from '../../syntax/walk-tree';
import { AppIndex } from '../start/app-index';
import { AppResolver } from '../start/resolve-app';

/** The first release that hands its configuration to Vite in a file. */
const WRITES = '>=0.15.0b0';

/**
 * Litestar's plugin for Vite writes `.litestar.json` into the front end's directory whenever the application starts, through a file beside it, so that
 * no link helps. Nothing reads it in production, and there is a switch.
 * @see https://litestar-org.github.io/litestar-vite/latest/
 */
export function litestarViteWarnings(index: AppIndex, resolver: AppResolver, root: string, distributions: readonly Distribution[]): ImageWarning[] {
  const plugin = distributions.find(({ name }) => name === 'litestar-vite');
  if (plugin === undefined || (plugin.version !== undefined && !satisfies(plugin.version, WRITES, { prereleases: true }))) return [];
  const calls = index.sources.filter((file) => index.text(file).includes('litestar_vite')).flatMap((file) => {
    const scope = resolver.scope(file, root);
    return [...everyCall(index.module(file).body)].map((call) => ({ file, call, name: scope.qualify(call) }));
  }).filter(({ name }) => name.startsWith('litestar_vite.'));
  const [made] = calls.filter(({ name }) => name.endsWith('.VitePlugin'));
  const isOff = calls.some(({ call }) => call.keywords.some(([key, value]) => key === 'set_environment' && value.kind === 'constant' && value.value === false));
  if (made === undefined || isOff) return [];
  return [{
    code: 'writes-when-it-starts',
    message: `${made.file}:${made.call.line} makes litestar-vite write .litestar.json into the directory of the front end when the application starts, and that is read-only in a Pod: `
      + 'it would not start. Pass ViteConfig(runtime=RuntimeConfig(set_environment=False)), which only Vite\'s own server needs otherwise',
  }];
}
