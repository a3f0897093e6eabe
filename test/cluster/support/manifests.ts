import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';

/** All manifests that synth wrote into a folder, as one text. */
export function manifests(folder: string): string {
  return fs.readdirSync(folder).filter((file) => file.endsWith('.k8s.yaml')).sort().map((file) => fs.readFileSync(path.join(folder, file), 'utf8')).join('---\n');
}

/** The objects of such a text. */
export function objects(text: string): any[] {
  return parseAllDocuments(text).map((document) => document.toJS());
}
