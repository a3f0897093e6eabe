import { seriesOf } from './series';
import { VersionStatement } from './version-statement';
import { IAppFiles } from '../../core/app-files';

/** The Python that a Dockerfile of the application's own builds on: its last FROM of a Python image. */
export function dockerfileHints(checkout: IAppFiles): VersionStatement[] {
  const names = ['.', 'docker', 'deploy', '.docker', 'deployment', 'build'].flatMap((folder) =>
    checkout.directoryExists(folder) ? checkout.listDirectory(folder).map((name) => (folder === '.' ? name : `${folder}/${name}`)) : []);
  return names.filter((path) => /(?:^|\/)(?:[\w.-]+\.)?(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$/i.test(path) && checkout.fileExists(path))
    .flatMap((path) => baseOf(path, checkout.readFile(path)));
}

function baseOf(file: string, text: string): VersionStatement[] {
  const variables = new Map<string, string>();
  const found: VersionStatement[] = [];
  text.split(/\r?\n/).forEach((line, i) => {
    const [, name, value] = /^\s*ARG\s+(\w+)=["']?([^"'\s]+)/i.exec(line) ?? [];
    if (name !== undefined) variables.set(name, value);
    const image = /^\s*FROM\s+(?:--\S+\s+)*(\S+)/i.exec(line)?.[1];
    if (image === undefined) return;
    const expanded = image.replace(/\$\{?(\w+)(?::-[^}]*)?\}?/g, (_, variable: string) => variables.get(variable) ?? '');
    const version = /(?:^|\/)python:(\d[^-@\s]*)/.exec(expanded)?.[1] ?? /\/uv:python(\d\.\d+)/.exec(expanded)?.[1];
    const series = version === undefined ? undefined : seriesOf(version);
    if (series !== undefined) found.push({ file, line: i + 1, says: `FROM ${expanded}`, kind: 'hint', series });
  });
  return found.slice(-1);
}
