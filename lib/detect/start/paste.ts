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
    root: '.', module: '', attribute: '', isFactory: false, required: [], paste: path, framework: { name: 'Pyramid', interface: 'wsgi', distribution: 'pyramid' },
    file: path, line: app.line, origin: path, ...(mention ? { mention } : {}), score: score + production,
  };
}
