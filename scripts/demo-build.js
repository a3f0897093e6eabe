// The part of the demo that needs Docker: build, run under the conditions of Pod Security "restricted", ask, compare.
const { execFileSync, execSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');

/** Builds with the printed command, runs the image, prints its answer and its size beside the single-stage one. */
async function buildAndRun(web, bakeCommand) {
  if (!answers('docker', ['version', '--format', '{{.Server.Version}}'])) {
    throw new Error('--build needs a running Docker engine: "docker version" found none');
  }
  if (!answers('docker', ['buildx', 'version'])) {
    throw new Error('--build needs BuildKit, and "docker buildx version" found no buildx; install it: https://docs.docker.com/go/buildx/');
  }
  console.log(`\n$ ${bakeCommand}`);
  execSync(bakeCommand, { stdio: 'inherit' });

  const answer = await askRestricted(web.image);
  console.log(`\nHTTP ${answer.status} from port 8000, as uid 10001 on a read-only root:\n${answer.text.split('\n').slice(0, 12).join('\n')}`);

  console.log('\nBuilding the same definition in a single stage, for comparison …');
  fs.mkdirSync('single-stage', { recursive: true });
  fs.writeFileSync('single-stage/Dockerfile', web.singleStageDockerfile);
  fs.writeFileSync('single-stage/Dockerfile.dockerignore', web.ignoreFile);
  const single = `${web.repository}:single-stage`;
  execFileSync('docker', ['build', '--quiet', '-f', 'single-stage/Dockerfile', '-t', single, 'app'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [many, one] = [size(web.image), size(single)];
  console.log(`  multi-stage   ${megabytes(many)}\n  single-stage  ${megabytes(one)}\n  ratio         ${(many / one).toFixed(3)}`);
}

/** Runs the image as the kubelet would run it in a restricted namespace, and asks for the page. */
async function askRestricted(image) {
  const id = docker('run', '--detach', '--user', '10001:10001', '--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL',
    '--security-opt', 'no-new-privileges', '--publish', '127.0.0.1::8000', image);
  try {
    const address = docker('port', id, '8000').split('\n')[0];
    for (let i = 0; i < 100; i++) {
      const answer = await get(`http://${address}/`).catch(() => undefined);
      if (answer) return answer;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`no answer on port 8000 within 20 s; the container says:\n${docker('logs', id)}`);
  } finally {
    docker('rm', '--force', id);
  }
}

/** Node 20's fetch never settles when a port that Docker publishes closes the connection, so this is done by hand. */
function get(url) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout: 5000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => resolve({ status: response.statusCode, text }));
    });
    request.on('timeout', () => request.destroy(new Error('timeout'))).on('error', reject);
  });
}

/** The bytes of all layers, as they lie on a node's disk. */
function size(image) {
  const layers = docker('history', '--human=false', '--format', '{{.Size}}', image);
  return layers.split('\n').reduce((sum, bytes) => sum + Number(bytes), 0);
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1).padStart(7)} MB`;
}

function docker(...words) {
  return execFileSync('docker', words, { encoding: 'utf8' }).trim();
}

function answers(program, words) {
  try {
    execFileSync(program, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

module.exports = { buildAndRun };
