import { Problems } from '../core/problems';
import { InstallSecret } from '../dockerfile/install-secret';

/** Checks that a settings file of the package manager has no secret, and that those that it asks for are given. */
export function checkSettings(path: string, text: string, secrets: readonly InstallSecret[], problems: Problems): void {
  checkNoCredential(path, text, problems);
  checkVariables(path, text, secrets, problems);
}

/** A literal token in the settings would stay in a layer; a reference to a variable (`\${NPM_TOKEN}`) is none. */
function checkNoCredential(path: string, text: string, problems: Problems): void {
  text.split('\n').forEach((line, i) => {
    const key = /^\s*"?[^=\s]*:?(_authToken|_auth|_password)"?[\s=]+"?(?!\$\{)\S/.exec(line)?.[1];
    if (key) problems.add(`${path}:${i + 1} holds a credential (${key}), which would stay in a layer of the image; keep it out of the context`);
  });
}

/** What the settings take from the environment must be there: npm would send the text `\${NPM_TOKEN}`, and Yarn 1 stops. */
function checkVariables(path: string, text: string, secrets: readonly InstallSecret[], problems: Problems): void {
  text.split('\n').forEach((line, i) => {
    if (/^\s*[#;]/.test(line)) return;
    for (const [, name] of line.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g)) {
      if (secrets.some(({ variable }) => variable === name)) continue;
      problems.add(`${path}:${i + 1} takes \${${name}} from the environment of the installation, and nobody gives it; `
        + `pass in assets: secrets: [{ secret: BuildSecret.fromEnvironment('${name}'), variable: '${name}' }]`);
    }
  });
}
