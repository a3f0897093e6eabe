#!/usr/bin/env node
// Gives a pom.xml that jsii-pacmak made the lowest version of each range that it asks for, for itself and what it depends on.
// Usage: node scripts/exact-pom.js POM        (why: docs/decisions/0054)
const fs = require('node:fs');

const [pom] = process.argv.slice(2);
const text = fs.readFileSync(pom, 'utf8').replace(/<version>\[([^,]+),[^<]*<\/version>/g, '<version>$1</version>');
const managed = text.replace(/ {2}<dependencies>[^]*?<\/dependencies>/, (own) => `  <dependencyManagement>\n${own}\n  </dependencyManagement>\n${own}`);
fs.writeFileSync(pom, managed);
