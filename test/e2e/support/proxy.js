// proxy.js TARGET_PORT FLAG: listens on a port of its own, which it prints, and passes connections on to a port of this machine;
// while the file FLAG is there it drops each connection as soon as an upload begins.
const fs = require('node:fs');
const net = require('node:net');

const [target, flag] = process.argv.slice(2);
const server = net.createServer((client) => {
  const up = net.connect(Number(target), '127.0.0.1');
  const end = () => { client.destroy(); up.destroy(); };
  client.on('error', end).on('close', end).on('data', (data) => {
    if (fs.existsSync(flag) && /^(?:PUT|PATCH) /.test(data.toString('latin1'))) return end();
    up.write(data);
  });
  up.on('error', end).on('close', end).on('data', (data) => client.write(data));
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
