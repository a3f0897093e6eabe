import { posix } from 'path';
import { AppIndex } from './app-index';
import { Candidate } from './candidate';
import { locate } from './complete-mention';
import { Mention } from './mention';
import { readIni } from '../../syntax/ini';

/** Applications that an ini file of PasteDeploy describes, as Pyramid has them. */
export function pasteCandidates(index: AppIndex, mentions: readonly Mention[]): Candidate[] {
  const named = mentions.flatMap((mention) => {
    const given = mention.server === 'gunicorn' ? mention.options.find(([name]) => name === '--paste')?.[1] : undefined;
    const path = given === undefined ? undefined : locate(index, given, mention.directory);
    return path === undefined ? [] : [candidateOf(index, path, 1000 + mention.weight, mention)];
  });
  const found = index.others.filter((path) => /(?:^|\/)(?:production|prod)\.ini$/.test(path)).map((path) => candidateOf(index, path, 40));
  return [...named, ...found].flatMap((candidate) => candidate ? [candidate] : []);
}

function candidateOf(index: AppIndex, path: string, score: number, mention?: Mention): Candidate | undefined {
  const app = readIni(index.text(path)).find(({ section, key }) => /^(?:app|composite|pipeline)(?::main)?(?::|$)/.test(section) && ['use', 'pipeline'].includes(key));
  if (!app) return undefined;
  const production = /prod/.test(posix.basename(path)) ? 10 : 0;
  return {
    root: '.',
    module: '',
    attribute: '',
    isFactory: false,
    required: [],
    paste: path,
    framework: { name: 'Pyramid', interface: 'wsgi', distribution: 'pyramid' },
    file: path,
    line: app.line,
    origin: path,
    ...(mention ? { mention } : {}),
    score: score + production,
  };
}

/** What starts a paste file without gunicorn, or what keeps it from being heard. */
export function pserveStart(index: AppIndex, path: string, port: number): { readonly command: readonly string[] } | { readonly problem: string } {
  const server = readIni(index.text(path)).filter(({ section }) => section === 'server:main');
  const entry = (name: string) => server.find(({ key }) => key === name);
  const use = entry('use');
  const wanted = `write 'use = egg:waitress' and 'listen = *:${port}' in its [server:main], or install gunicorn, which takes no notice of that section`;
  if (use === undefined || !/^egg:waitress(?:#main)?$/.test(use.value.trim())) {
    return { problem: `${path}${use ? `:${use.line}` : ''} ${use ? `serves by ${use.value.trim()}` : 'has no [server:main] that says which server takes it'}; ${wanted}` };
  }
  const listen = entry('listen');
  const host = entry('host');
  const addresses = listen?.value.trim().split(/\s+/) ?? [`${host?.value.trim() ?? '0.0.0.0'}:${entry('port')?.value.trim() ?? '8080'}`];
  if (addresses.some((address) => [`*:${port}`, `0.0.0.0:${port}`].includes(address))) return { command: ['pserve', path] };
  return { problem: `${path}:${(listen ?? entry('port') ?? host ?? use).line} listens on ${addresses.join(' ')}; ${wanted}` };
}
