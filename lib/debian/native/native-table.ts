import { DATABASES } from './databases';
import { DOCUMENTS } from './documents';
import { GEOGRAPHY } from './geography';
import { MEDIA } from './media';
import { NativeTable } from './native-row';
import { SECURITY } from './security';
import { SYSTEM } from './system';

/**
 * What is known of distributions and Debian packages. `npm run test:full` compiles and loads the rows in real images; what it
 * proved, and what not, is in docs/native-packages.md.
 */
export const NATIVE_TABLE: NativeTable = { ...DATABASES, ...DOCUMENTS, ...GEOGRAPHY, ...MEDIA, ...SECURITY, ...SYSTEM };
