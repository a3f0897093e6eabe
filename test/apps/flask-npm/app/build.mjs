import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

mkdirSync('postcards/static/dist', { recursive: true });
const styles = readFileSync('front/site.css', 'utf8').replace(/\s+/g, ' ').trim();
writeFileSync('postcards/static/dist/site.css', `/* built by Node ${process.versions.node.split('.')[0]} */${styles}\n`);
