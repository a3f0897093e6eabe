// Once before all e2e tests: the packed tarball, installed into a folder that the projects of the tests are made in.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { installLibrary } = require('../../../scripts/installed-library');

module.exports = async () => {
  process.env.E2E_HOME = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'venv-e2e.')));
  installLibrary(process.env.E2E_HOME);
};
