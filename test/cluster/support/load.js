// Asks a server at a steady rate until stdin ends, or for MAX_SECONDS, and prints what came of it as JSON. Each request has a
// connection of its own, so that the network chooses a Pod for each.
// Usage: load.js BASE_URL HOST PER_SECOND MAX_SECONDS PATH...   (the name that the server wants to be called by; the paths in turn)
const http = require('node:http');

const [base, host, perSecond, maxSeconds, ...paths] = process.argv.slice(2);
const failures = [];
let sent = 0;
let answered = 0;
let longest = 0;
const begin = Date.now();

function ask(path) {
  const start = Date.now();
  const failed = (why) => failures.push(`${path} sent after ${((start - begin) / 1000).toFixed(1)} s: ${why}`);
  sent++;
  const request = http.get(`${base}${path}`, { agent: false, timeout: 15000, headers: { host } }, (response) => {
    response.resume();
    response.on('end', () => {
      longest = Math.max(longest, Date.now() - start);
      if (response.statusCode === 200) answered++;
      else failed(response.statusCode);
    });
    response.on('error', (error) => failed(error.code ?? error.message));
  });
  request.on('timeout', () => request.destroy(new Error('no answer within 15 s'))).on('error', (error) => failed(error.code ?? error.message));
}

// What a busy machine was late for is made up for, so that the rate is kept.
const due = () => (Date.now() - begin) * Number(perSecond) / 1000;
const timer = setInterval(() => { while (sent < due()) ask(paths[sent % paths.length]); }, 1000 / Number(perSecond));
const limit = setTimeout(finish, Number(maxSeconds) * 1000);
process.stdin.resume().on('end', finish);

// Requests under way are waited for: the process ends when the last one is answered.
function finish() {
  clearInterval(timer);
  clearTimeout(limit);
  process.stdin.destroy();
}
process.on('exit', () => console.log(JSON.stringify({ sent, answered, longest, failures })));
