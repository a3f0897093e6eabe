import { AppIndex } from './start/app-index';
import { IAppFiles } from '../core/app-files';
import { BY_IMPORT } from '../debian/native/geography';

/**
 * Modules of larger distributions that load libraries of Debian, where the code imports one or its settings name it: as GeoDjango is by
 * INSTALLED_APPS or the ENGINE of a database.
 */
export function usedModules(files: IAppFiles): string[] {
  const index = AppIndex.of(files);
  return Object.keys(BY_IMPORT).sort().filter((module) => {
    const name = module.replace(/\./g, '\\.');
    const uses = new RegExp(`^[ \\t]*(?:from|import)[ \\t]+${name}\\b|^[^#\\n]*["']${name}(?:\\.[\\w.]+)?["']`, 'm');
    return index.sources.some((file) => index.text(file).includes(module) && uses.test(index.text(file)));
  });
}
