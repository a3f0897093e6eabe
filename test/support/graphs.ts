import * as path from 'node:path';
import { readOutput } from '../../lib/cli/read-output';
import { ImageFiles } from '../../lib/graph/graph';
import { ReadObject } from '../../lib/graph/read-objects';

const GOLDEN = path.join(__dirname, '../golden');

/** Names that Mermaid, HTML or Markdown would read as something else. */
const HOSTILE: readonly [string, ImageFiles[], ReadObject[]] = [
  'names that mean something elsewhere',
  [{
    name: 'end',
    context: '../a "b" <i>c</i> `d` #35; %% & \\e *f* __g__ [h](i)',
    reference: 'localhost:5000/end:c01',
    dockerfile: 'FROM python:3.13 AS end\nCOPY ["a b", "click \\"me\\"", "/x"]\nFROM end AS app\nCOPY --from=end /a /b /c /d /e /\nCOPY --from=docker.io/library/busybox:1 /bin /bin\n',
  }],
  [
    { kind: 'Deployment', name: 'subgraph', images: ['localhost:5000/end:c01', 'envoy:1'], labels: { a: 'b' }, names: [{ kind: 'Secret', name: 'class', backwards: false }] },
    { kind: 'Service', name: 'style', images: [], selector: { a: 'b' }, names: [] },
  ],
];

/** A name, and what a graph is made of: of the goldens, so that every change of a Dockerfile is drawn as well. */
export const GRAPHS: ReadonlyArray<readonly [string, readonly ImageFiles[], readonly ReadObject[]]> = [
  ...['article', 'every-option', 'small'].map((name) => {
    const { images, objects } = readOutput(path.join(GOLDEN, name));
    return [name, images, objects] as const;
  }),
  HOSTILE,
];
