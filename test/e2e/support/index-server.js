// A package index that asks for a name and a password: wheels of a folder, everything else sent on to PyPI.
// node index-server.js FOLDER USER PASSWORD: prints the port, then a line for each request that it refused or answered.
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');

const [folder, user, password] = process.argv.slice(2);
const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const normal = (name) => name.replace(/[._-]+/g, '-').toLowerCase();

/** Status, headers and body of what a path has. */
function answer(url) {
  const [, , name, file] = url.split('?')[0].split('/');
  const wheels = fs.readdirSync(folder).filter((wheel) => normal(wheel.split('-')[0]) === normal(name ?? ''));
  if (wheels.length === 0) return [302, { location: `https://pypi.org/simple/${name}/` }, ''];
  if (file) return [200, { 'content-type': 'application/octet-stream' }, fs.readFileSync(path.join(folder, path.basename(file)))];
  const links = wheels.map((wheel) => `<a href="${wheel}">${wheel}</a>`).join('\n');
  return [200, { 'content-type': 'text/html' }, `<!DOCTYPE html><html><body>\n${links}\n</body></html>`];
}

const server = http.createServer((request, response) => {
  const allowed = request.headers.authorization === expected;
  const [status, headers, body] = allowed ? answer(request.url) : [401, { 'www-authenticate': 'Basic realm="packages"' }, 'who are you?'];
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(request.method === 'HEAD' ? undefined : body);
  process.stdout.write(`${status} ${request.url}\n`);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
