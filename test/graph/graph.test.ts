import * as fc from 'fast-check';
import { Graph } from '../../lib/graph/graph';
import { imageGraph } from '../../lib/graph/image-graph';
import { columnsOf, leftOf, rightOf } from '../../lib/graph/layers';
import { layOut } from '../../lib/graph/layout';
import { renderMermaid } from '../../lib/graph/mermaid';
import { readDockerfile } from '../../lib/graph/read-dockerfile';
import { readObject } from '../../lib/graph/read-objects';
import { renderSvg } from '../../lib/graph/svg';
import { GRAPHS } from '../support/graphs';

test('the Dockerfile of the article is read: stages, what they start from, what they receive', () => {
  const [[, [{ dockerfile }]]] = GRAPHS;
  expect(readDockerfile(dockerfile).map(({ name, from, copies }) => [name, from, ...copies.map((copy) => `${copy.mounted ? '~' : ''}${copy.fromStage ?? ''}:${copy.sources.join(' ')}`)])).toEqual([
    ['assets', 'node:24-trixie-slim', ':package.json yarn.lock', ':gulpfile.js', ':media'],
    ['builder', 'python:3.13-trixie', ':requirements.txt'],
    ['app', 'python:3.13-slim-trixie', 'builder:/venv', '~builder:/opt/check-libraries.py', '~builder:/var/lib/dpkg/info', ':./', 'assets:/app/static_final'],
  ]);
});

test.each([
  ['a here-document is no instruction', 'FROM a AS b\nRUN <<A\nFROM x AS y\nCOPY --from=q / /\nA\n', [{ name: 'b', from: 'a', copies: [] }]],
  ['a stage without a name has its number', 'FROM --platform=$BUILDPLATFORM a\nFROM b\nCOPY --from=0 /x /y\n', [{ name: '0', from: 'a', copies: [] }, { name: '1', from: 'b', copies: [{ fromStage: '0', sources: ['/x'], mounted: false }] }]],
  ['comments between continued lines', 'FROM a AS b\nCOPY c \\\n# comment\n  d \\\n  /e/\n', [{ name: 'b', from: 'a', copies: [{ sources: ['c', 'd'], mounted: false }] }]],
  ['mounts of caches and secrets are no arrows', 'FROM a AS b\nRUN --mount=type=cache,target=/c --mount=type=secret,id=s --mount=type=bind,target=/t true\n', [{ name: 'b', from: 'a', copies: [{ sources: ['.'], mounted: true }] }]],
])('%s', (_, text, stages) => {
  expect(readDockerfile(text)).toEqual(stages);
});

test.each([
  ['a CronJob', { kind: 'CronJob', metadata: { name: 'n' }, spec: { jobTemplate: { spec: { template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ image: 'i' }, { image: 'i' }] } } } } } },
    { kind: 'CronJob', name: 'n', images: ['i'], labels: { a: 'b' }, names: [] }],
  ['what a Pod reads', { kind: 'Pod', metadata: { name: 'n' }, spec: { serviceAccountName: 'me', volumes: [{ persistentVolumeClaim: { claimName: 'disk' } }], containers: [{ image: 'i', envFrom: [{ configMapRef: { name: 'c' } }], env: [{ valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }, { value: 'plain' }] }] } },
    {
      kind: 'Pod',
      name: 'n',
      images: ['i'],
      names: [
        { kind: 'ConfigMap', name: 'c', backwards: false, label: 'reads' }, { kind: 'Secret', name: 's', backwards: false, label: 'reads' },
        { kind: 'PersistentVolumeClaim', name: 'disk', backwards: false, label: 'reads' }, { kind: 'ServiceAccount', name: 'me', backwards: false, label: 'as' },
      ],
    }],
  ['an Ingress', { kind: 'Ingress', metadata: { name: 'n' }, spec: { rules: [{ http: { paths: [{ backend: { service: { name: 's' } } }] } }] } },
    { kind: 'Ingress', name: 'n', images: [], names: [{ kind: 'Service', name: 's', backwards: true }] }],
  ['a route', { kind: 'HTTPRoute', metadata: { name: 'n' }, spec: { rules: [{ backendRefs: [{ name: 's' }] }] } },
    { kind: 'HTTPRoute', name: 'n', images: [], names: [{ kind: 'Service', name: 's', backwards: true }] }],
  ['an autoscaler', { kind: 'HorizontalPodAutoscaler', metadata: { name: 'n' }, spec: { scaleTargetRef: { kind: 'Deployment', name: 'd' } } },
    { kind: 'HorizontalPodAutoscaler', name: 'n', images: [], names: [{ kind: 'Deployment', name: 'd', backwards: true, label: 'scales' }] }],
  ['no object', { spec: {} }, undefined],
])('%s is read', (_, document, object) => {
  expect(readObject(document)).toEqual(object);
});

test('the graph of the article as Mermaid', () => {
  const [[, images, objects]] = GRAPHS;
  const reference = images[0].reference.replace(/[^A-Za-z0-9]+/g, '_');
  const [, tag] = images[0].reference.split(':');
  const [deployment, budget, service] = ['Deployment', 'PodDisruptionBudget', 'Service'].map((kind) => objects.find((object) => object.kind === kind)!.name);
  const id = (name: string) => name.replace(/-/g, '_');
  expect(renderMermaid(imageGraph('shop', images, objects))).toBe(`---
title: "shop"
---
flowchart LR
  subgraph build["Build"]
    stage_shop_web_assets["assets<br/>stage"]
    base_node_24_trixie_slim[("node:24-trixie-slim<br/>image")]
    files_app[/"app<br/>directory"/]
    stage_shop_web_builder["builder<br/>stage"]
    base_python_3_13_trixie[("python:3.13-trixie<br/>image")]
    stage_shop_web_app["app<br/>stage"]
    base_python_3_13_slim_trixie[("python:3.13-slim-trixie<br/>image")]
    image_${reference}[["registry.example.com/seeds<br/>image ${tag}"]]
  end
  subgraph cluster["Kubernetes"]
    object_Deployment_${id(deployment)}("${deployment}<br/>Deployment")
    object_PodDisruptionBudget_${id(budget)}("${budget}<br/>PodDisruptionBudget")
    object_Service_${id(service)}("${service}<br/>Service")
  end
  base_node_24_trixie_slim -->|"FROM"| stage_shop_web_assets
  files_app -->|"COPY package.json yarn.lock gulpfile.js and 1 more"| stage_shop_web_assets
  base_python_3_13_trixie -->|"FROM"| stage_shop_web_builder
  files_app -->|"COPY requirements.txt"| stage_shop_web_builder
  base_python_3_13_slim_trixie -->|"FROM"| stage_shop_web_app
  stage_shop_web_builder -->|"COPY /venv"| stage_shop_web_app
  stage_shop_web_builder -.->|"mount /opt/check-libraries.py /var/lib/dpkg/info"| stage_shop_web_app
  files_app -->|"COPY ./"| stage_shop_web_app
  stage_shop_web_assets -->|"COPY /app/static#95;final"| stage_shop_web_app
  stage_shop_web_app -->|"is"| image_${reference}
  image_${reference} -->|"runs as"| object_Deployment_${id(deployment)}
  object_PodDisruptionBudget_${id(budget)} -.->|"selects"| object_Deployment_${id(deployment)}
  object_Service_${id(service)} -.->|"selects"| object_Deployment_${id(deployment)}
`);
});

test.each(GRAPHS)('%s is drawn the same every time, left to right, the build before the cluster', (_, images, objects) => {
  const graph = imageGraph('shop', images, objects);
  expect(renderSvg(imageGraph('shop', images, objects))).toBe(renderSvg(graph));
  expect(new Set([...graph.build, ...graph.cluster].map(({ id }) => id)).size).toBe(graph.build.length + graph.cluster.length);
  const columns = columnsOf(graph);
  graph.edges.forEach((edge) => expect(columns.get(leftOf(edge))!).toBeLessThan(columns.get(rightOf(edge))!));
  const { build, cluster } = layOut(graph);
  expect(build!.x + build!.width).toBeLessThanOrEqual(cluster!.x);
});

const PAIRS = fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.boolean()), { maxLength: 30 });
const GRAPH = fc.tuple(fc.integer({ min: 1, max: 14 }), PAIRS).map(([count, pairs]): Graph => {
  const nodes = Array.from({ length: count }, (_, i) => ({ id: `n${i}`, kind: 'stage' as const, title: `node ${'x'.repeat(i)}` }));
  const middle = Math.ceil(count / 2);
  return {
    title: '',
    build: nodes.slice(0, middle),
    cluster: nodes.slice(middle),
    // from a lower number to a higher one: no circle, and none from the cluster to the build
    edges: pairs.map(([a, b, backwards]) => [Math.min(a, b) % count, Math.max(a, b) % count, backwards] as const).filter(([a, b]) => a < b)
      .map(([a, b, backwards]) => (backwards ? { from: `n${b}`, to: `n${a}`, backwards } : { from: `n${a}`, to: `n${b}`, label: `${a} to ${b}` })),
  };
});

test('no box lies over another, and every arrow touches its boxes, in any graph', () => {
  fc.assert(fc.property(GRAPH, (graph) => {
    const { nodes, edges, width, height } = layOut(graph);
    const boxes = new Map(nodes.map(({ node, box }) => [node.id, box]));
    nodes.forEach(({ box: a }, i) => {
      expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true);
      nodes.slice(i + 1).forEach(({ box: b }) => {
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
      });
    });
    for (const { edge, points } of edges) {
      const [start, end] = [boxes.get(leftOf(edge))!, boxes.get(rightOf(edge))!];
      const [first, last] = [points[0], points[points.length - 1]];
      expect([first.x, last.x]).toEqual([start.x + start.width, end.x]);
      expect(first.y > start.y && first.y < start.y + start.height && last.y > end.y && last.y < end.y + end.height).toBe(true);
      points.slice(1).forEach(({ x }, i) => expect(x).toBeGreaterThanOrEqual(points[i].x));
    }
  }), { numRuns: 200 });
});
