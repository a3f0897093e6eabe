import { compiled, loads, NativeTable, wheel } from './native-row';

const LDAP = compiled({
  build: ['libldap2-dev', 'libsasl2-dev'],
  runtime: { bookworm: ['libldap-2.5-0', 'libsasl2-2'], trixie: ['libldap2', 'libsasl2-2'] },
});
const KERBEROS = compiled({ runtime: ['libgssapi-krb5-2'] });
const SASL = compiled({ build: ['libsasl2-dev'], runtime: ['libsasl2-2', 'libsasl2-modules'] });

/** Directories, signatures and encryption. */
export const SECURITY: NativeTable = {
  'python-ldap': LDAP,
  'django-auth-ldap': LDAP,
  'flask-simpleldap': LDAP,
  'gssapi': KERBEROS,
  'requests-gssapi': KERBEROS,
  'kerberos': KERBEROS,
  'pykerberos': KERBEROS,
  'krb5': KERBEROS,
  'sasl': SASL,
  'xmlsec': wheel({
    build: ['libxmlsec1-dev'],
    runtime: { bookworm: ['libxml2', 'libxmlsec1', 'libxmlsec1-openssl'], trixie: ['libxml2', 'libxmlsec1t64', 'libxmlsec1t64-openssl'] },
  }),
  'pysaml2': loads({ runtime: ['xmlsec1'] }),
  'cryptography': wheel({ build: ['cargo', 'rustc'] }),
  'bcrypt': wheel({ build: ['cargo', 'rustc'] }),
  'm2crypto': compiled({ build: ['swig'] }),
  'python-gnupg': loads({ runtime: ['gnupg'] }),
  'pyscard': compiled({ build: ['libpcsclite-dev', 'swig'], runtime: ['libpcsclite1'] }),
};
