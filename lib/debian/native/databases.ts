import { compiled, links, loads, NativeTable, wheel } from './native-row';

const PSYCOPG_C = compiled({ runtime: ['libpq5'] });
const MYSQL = compiled({ runtime: ['libmariadb3'] });
const PYODBC = links({ build: ['unixodbc-dev'], runtime: ['libodbc2', 'unixodbc'] });

/** Databases, queues and caches. */
export const DATABASES: NativeTable = {
  'psycopg2': PSYCOPG_C,
  'psycopg2cffi': PSYCOPG_C,
  'psycopg-c': PSYCOPG_C,
  'psycopg': loads({ runtime: ['libpq5'], unless: ['psycopg-binary', 'psycopg-c'] }),
  'mysqlclient': MYSQL,
  'flask-mysqldb': MYSQL,
  'mariadb': MYSQL,
  'pyodbc': PYODBC,
  'aioodbc': PYODBC,
  'mssql-django': PYODBC,
  'pymssql': wheel({ build: ['freetds-dev'], runtime: ['libsybdb5'] }),
  'sqlcipher3': compiled({ build: ['libsqlcipher-dev'], runtime: { bookworm: ['libsqlcipher0'], trixie: ['libsqlcipher1'] } }),
  'pylibmc': compiled({ build: ['libmemcached-dev'], runtime: { bookworm: ['libmemcached11'], trixie: ['libmemcached11t64'] } }),
  'confluent-kafka': wheel({ build: ['librdkafka-dev'], runtime: ['librdkafka1'] }),
  'plyvel': wheel({ build: ['libleveldb-dev'], runtime: { bookworm: ['libleveldb1d'], trixie: ['libleveldb1d'] } }),
  'rrdtool': compiled({ build: ['librrd-dev'], runtime: { bookworm: ['librrd8'], trixie: ['librrd8t64'] } }),
  'maxminddb': wheel({ runtime: ['libmaxminddb0'], versions: '<2.7' }),
};
