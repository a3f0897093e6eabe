import { readFileSync } from 'fs';
import { join } from 'path';
import { Versions } from '../scaffold/new-project';

interface Package {
  readonly version: string;
  readonly peerDependencies: { readonly [name: string]: string };
}

/** What jsii-pacmak makes the packages of Java and Go with. */
const JSII_RUNTIME = '1.140.0';
/** The cdk8s command that the tests run. */
const CDK8S_CLI = '2.207.0';

/** The version of the library, which is that of its package. */
export function libraryVersion(): string {
  return readPackage().version;
}

/** The versions that an app of the library starts with: the lowest that it works with. */
export function libraryVersions(): Versions {
  const { version, peerDependencies } = readPackage();
  const lowest = (name: string) => peerDependencies[name].replace(/^\D*/, '');
  return {
    library: version,
    cdk8s: lowest('cdk8s'),
    cdk8sPlus: lowest('cdk8s-plus-27'),
    constructs: lowest('constructs'),
    cdk8sCli: CDK8S_CLI,
    jsiiRuntime: JSII_RUNTIME,
  };
}

function readPackage(): Package {
  return JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as Package;
}
