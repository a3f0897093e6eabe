// Runs an example's main.ts with the installed library, in the current directory, and prints what its `web` says.
const path = require('node:path');
const { loadTypeScript } = require('../../../scripts/installed-library');

loadTypeScript();
const { web } = require(path.resolve('main.ts'));
const { BuildFiles } = require(require.resolve('cdk8s-python-venv', { paths: [process.cwd()] }));
const { image, repository, tag, dockerBuildCommand, singleStageDockerfile, ignoreFile, warnings, findings } = web;
const { bakeCommand } = BuildFiles.of(web);
process.stdout.write(JSON.stringify({ image, repository, tag, bakeCommand, dockerBuildCommand, singleStageDockerfile, ignoreFile, warnings, findings }));
