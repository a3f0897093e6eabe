const fs = require('node:fs');

module.exports = async () => fs.rmSync(process.env.E2E_HOME, { recursive: true, force: true });
