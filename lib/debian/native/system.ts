import { compiled, loads, NativeTable, wheel } from './native-row';

const GLIB = { bookworm: 'libglib2.0-0', trixie: 'libglib2.0-0t64' };

/** Servers, networks and the operating system. */
export const SYSTEM: NativeTable = {
  'uwsgi': compiled({ runtime: ['libxml2'] }),
  'pyuwsgi': wheel({ runtime: ['libxml2'] }),
  'mod-wsgi': compiled({ build: ['apache2-dev'], runtime: ['apache2'] }),
  'bjoern': compiled({ build: ['libev-dev'], runtime: { bookworm: ['libev4'], trixie: ['libev4t64'] } }),
  'pycurl': wheel({ runtime: { bookworm: ['libcurl4'], trixie: ['libcurl4t64'] } }),
  'pygit2': wheel({ build: ['libgit2-dev'], runtime: { bookworm: ['libgit2-1.5'], trixie: ['libgit2-1.9'] } }),
  'gitpython': loads({ runtime: ['git'] }),
  'python-nmap': loads({ runtime: ['nmap'] }),
  'pyzmq': wheel({ build: ['libzmq3-dev'], runtime: ['libzmq5'] }),
  'python-snappy': compiled({ build: ['libsnappy-dev'], runtime: ['libsnappy1v5'], versions: '<0.7' }),
  'python-lzo': compiled({ build: ['liblzo2-dev'], runtime: ['liblzo2-2'] }),
  'pycups': compiled({ build: ['libcups2-dev'], runtime: { bookworm: ['libcups2'], trixie: ['libcups2t64'] } }),
  'systemd-python': compiled({ build: ['libsystemd-dev'] }),
  'python-prctl': compiled({ build: ['libcap-dev'] }),
  'pylibacl': compiled({ build: ['libacl1-dev'] }),
  'libvirt-python': compiled({ build: ['libvirt-dev'], runtime: ['libvirt0'] }),
  'pyusb': loads({ runtime: ['libusb-1.0-0'] }),
  'pygobject': compiled({
    build: { bookworm: ['libcairo2-dev', 'libgirepository1.0-dev'], trixie: ['libcairo2-dev', 'libgirepository-2.0-dev'] },
    runtime: { bookworm: ['gir1.2-glib-2.0', 'libcairo2', 'libgirepository-1.0-1'], trixie: ['gir1.2-glib-2.0', 'libcairo2', 'libgirepository-2.0-0'] },
  }),
  'dbus-python': compiled({
    build: ['libdbus-1-dev'], runtime: { bookworm: ['libdbus-1-3', GLIB.bookworm], trixie: ['libdbus-1-3', GLIB.trixie] },
  }),
  'jpype1': wheel({ build: ['default-jdk-headless'], runtime: ['default-jre-headless'] }),
  'pyspark': loads({ runtime: ['default-jre-headless'] }),
};
