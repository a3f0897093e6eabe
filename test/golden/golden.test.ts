import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import { CASES } from './cases';
import { readTree, temporaryDirectory, writeApp } from '../support/temporary-app';

/**
 * Each folder beside this file holds what synth writes for a case, to be read as a user reads it.
 * UPDATE_GOLDENS=1 writes them anew; the diff is then the review.
 */
const UPDATE = process.env.UPDATE_GOLDENS === '1';
const home = process.cwd();

afterEach(() => process.chdir(home));

describe.each(Object.keys(CASES))('%s', (name) => {
  const folder = path.join(__dirname, name);
  const synth = (): { [path: string]: string } => {
    const { app: source, build } = CASES[name];
    const project = temporaryDirectory();
    if (typeof source === 'string') fs.cpSync(source, path.join(project, 'app'), { recursive: true });
    else writeApp(path.join(project, 'app'), source);
    process.chdir(project);
    const app = new App();
    const image = build(new Chart(app, 'shop'));
    app.synth();
    return { ...readTree('dist'), 'single-stage/Dockerfile': image.singleStageDockerfile };
  };

  test('synth writes the expected files, byte for byte', () => {
    const files = synth();
    if (UPDATE) {
      fs.rmSync(folder, { recursive: true, force: true });
      writeApp(folder, files);
    }
    const expected = readTree(folder);
    expect(Object.keys(files)).toEqual(Object.keys(expected));
    Object.keys(expected).forEach((file) => expect([file, files[file]]).toEqual([file, expected[file]]));
  });

  test('every file ends with one line feed and has no carriage return', () => {
    Object.values(readTree(folder)).forEach((text) => expect(text).toMatch(/^[^\r]*[^\r\n]\n$/));
  });
});

test('every folder here is a case', () => {
  const folders = fs.readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(folders.sort()).toEqual(Object.keys(CASES).sort());
});
