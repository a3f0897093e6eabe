import * as fs from 'node:fs';
import { imageGraph } from '../../lib/graph/image-graph';
import { renderMermaid } from '../../lib/graph/mermaid';
import { renderSvg } from '../../lib/graph/svg';
import { renderHtml } from '../../lib/size/html';
import { Browser } from '../support/browser';
import { GRAPHS } from '../support/graphs';
import { SHOP_SIZE } from '../support/sizes';
import { CHROMIUM, describeWith, MERMAID } from '../support/tools';

interface Rectangle { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const RECTANGLES = (selector: string) => `[...document.querySelectorAll(${JSON.stringify(selector)})].map((e) => {
  const { x, y, width, height } = e.getBoundingClientRect(); return { x, y, width, height }; })`;

/** Texts that are wider than the rectangle that they stand on. */
const TOO_WIDE = (selector: string) => `[...document.querySelectorAll(${JSON.stringify(selector)})].flatMap((group) => {
  const box = group.querySelector('rect').getBoundingClientRect();
  return [...group.querySelectorAll('text')].filter((text) => { const t = text.getBoundingClientRect();
    return t.width > 0 && (t.left < box.left - 0.5 || t.right > box.right + 0.5 || t.top < box.top - 2 || t.bottom > box.bottom + 2); }).map((text) => text.textContent);
})`;

/** The least contrast of a text and what it stands on, as WCAG counts it. */
const LEAST_CONTRAST = `(() => {
  const light = (colour) => { const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  return Math.min(...[...document.querySelectorAll('a text, .node text')].map((text) => {
    const [a, b] = [light(getComputedStyle(text).fill),
      light(getComputedStyle(text.parentNode.querySelector('rect')).fill)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); }));
})()`;

function overlaps(rectangles: readonly Rectangle[]): number {
  const meet = (a: number, lengthA: number, b: number, lengthB: number) => a < b + lengthB - 0.1 && b < a + lengthA - 0.1;
  const covers = (a: Rectangle, b: Rectangle) => meet(a.x, a.width, b.x, b.width) && meet(a.y, a.height, b.y, b.height);
  return rectangles.reduce((count, a, i) => count + rectangles.slice(i + 1).filter((b) => covers(a, b)).length, 0);
}

describeWith([CHROMIUM, MERMAID], 'what the command draws, in a real browser', () => {
  let browser: Browser;

  beforeAll(() => { browser = new Browser(process.env.CHROMIUM!); });
  afterAll(() => browser.close());

  test.each([[1280, false], [1280, true], [360, false]])('the treemap at %d px, dark: %s', async (width, dark) => {
    browser.events.requests.length = 0;
    await browser.open(renderHtml('shop:c01', SHOP_SIZE), 'size.html', width, 900, dark);
    const tiles = await browser.evaluate<Rectangle[]>(RECTANGLES('svg a rect'));
    expect(tiles.length).toBeGreaterThan(40);
    expect(overlaps(tiles)).toBe(0);
    expect(await browser.evaluate(TOO_WIDE('svg a'))).toEqual([]);
    expect(await browser.evaluate<number>(LEAST_CONTRAST)).toBeGreaterThan(4.5);
    // the page itself never scrolls sideways: only the map does
    expect(await browser.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    // nothing but the page, and its empty icon, which is in it
    expect(browser.events.requests.filter((url) => !/^file:.*size\.html$|^data:,$/.test(url))).toEqual([]);
    expect(browser.events.errors).toEqual([]);
    expect(await browser.evaluate('document.scripts.length')).toBe(0);
    expect(await browser.evaluate('[...document.querySelectorAll("th")].some((th) => th.textContent === \'<script>alert("x")</script>&amp;\')')).toBe(true);
  });

  test('every tile has a name, can be reached by keyboard, and leads to its row', async () => {
    await browser.open(renderHtml('shop:c01', SHOP_SIZE), 'size.html');
    const { nodes } = await browser.send('Accessibility.getFullAXTree');
    const links = nodes.filter(({ role }: any) => role?.value === 'link').map(({ name }: any) => name?.value);
    expect(links).toContain('distributions: lxml 6.1.3, 28.0 MB');
    expect(links.every((name: string) => / MB$/.test(name))).toBe(true);
    expect(await browser.evaluate('[...document.querySelectorAll("svg a")].filter((a) => !document.querySelector(a.getAttribute("href"))).length')).toBe(0);
    const key = async (name: string) => {
      await browser.send('Input.dispatchKeyEvent', { type: 'keyDown', key: name, code: name, windowsVirtualKeyCode: name === 'Tab' ? 9 : 13, ...(name === 'Enter' ? { text: '\r' } : {}) });
      await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', key: name, code: name });
    };
    await key('Tab'); // the region that scrolls
    await key('Tab');
    const target = await browser.evaluate<string>('document.activeElement.getAttribute("href")');
    expect(target).toMatch(/^#(?:part|group)-/);
    await key('Enter');
    expect(await browser.evaluate('location.hash')).toBe(target);
    expect(await browser.evaluate('document.querySelector("tr:target") !== null')).toBe(true);
  });

  test.each(GRAPHS)('the drawing of %s as SVG', async (_, images, objects) => {
    const graph = imageGraph('shop', images, objects);
    for (const dark of [false, true]) {
      browser.events.requests.length = 0;
      await browser.open(renderSvg(graph), 'graph.svg', 2400, 1400, dark);
      expect(overlaps(await browser.evaluate<Rectangle[]>(RECTANGLES('.node rect')))).toBe(0);
      expect(await browser.evaluate(TOO_WIDE('.node'))).toEqual([]);
      expect(overlaps(await browser.evaluate<Rectangle[]>(RECTANGLES('.edge text')))).toBe(0);
      expect(await browser.evaluate<number>(LEAST_CONTRAST)).toBeGreaterThan(4.5);
      expect(browser.events.requests.filter((url) => !url.endsWith('graph.svg'))).toEqual([]);
    }
  });

  test.each(GRAPHS)('the drawing of %s as Mermaid is understood by Mermaid', async (_, images, objects) => {
    const graph = imageGraph('shop', images, objects);
    await browser.open('<!DOCTYPE html><meta charset="utf-8"><body></body>', 'mermaid.html');
    await browser.evaluate(fs.readFileSync(process.env.MERMAID!, 'utf8') + ';mermaid.initialize({ startOnLoad: false })');
    const text = JSON.stringify(renderMermaid(graph));
    expect(await browser.evaluate(`mermaid.parse(${text}).then(({ diagramType }) => diagramType)`)).toMatch(/^flowchart/);
    const shown = await browser.evaluate<string[]>(`mermaid.render('g', ${text}).then(({ svg }) => { document.body.innerHTML = svg;
      return [...document.querySelectorAll('.node .nodeLabel')].map((label) => label.innerText.replace(/\\s+/g, ' ').trim()); })`);
    expect(shown.sort()).toEqual([...graph.build, ...graph.cluster].map(({ title, note }) => `${title} ${note}`.replace(/\s+/g, ' ').trim()).sort());
    await expect(browser.evaluate('mermaid.parse("flowchart LR\\n a -->")')).rejects.toThrow();
  });
});
