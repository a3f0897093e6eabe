import { compiled, NativeTable, wheel } from './native-row';

const GDAL = { bookworm: ['libgdal32'], trixie: ['libgdal36'] };
const GEOS = { bookworm: ['libgeos-c1v5'], trixie: ['libgeos-c1t64'] };

/** Maps and coordinates. */
export const GEOGRAPHY: NativeTable = {
  gdal: compiled({ build: ['libgdal-dev'], runtime: GDAL }),
  fiona: wheel({ build: ['libgdal-dev'], runtime: GDAL }),
  rasterio: wheel({ build: ['libgdal-dev'], runtime: GDAL }),
  pyogrio: wheel({ build: ['libgdal-dev'], runtime: GDAL }),
  shapely: wheel({ build: ['libgeos-dev'], runtime: GEOS }),
  pygeos: wheel({ build: ['libgeos-dev'], runtime: GEOS }),
  pyproj: wheel({ build: ['libproj-dev', 'proj-bin'], runtime: ['libproj25', 'proj-data'] }),
  rtree: wheel({ build: ['libspatialindex-dev'], runtime: { bookworm: ['libspatialindex-c6'], trixie: ['libspatialindex-c8'] } }),
};

/** What Python code needs that imports a module, whatever distribution brings the module: GeoDjango is in Django. */
export const BY_IMPORT: NativeTable = {
  'django.contrib.gis': {
    kind: 'loads',
    build: [],
    runtime: {
      bookworm: ['libgdal32', 'libgeos-c1v5', 'libproj25', 'proj-data'],
      trixie: ['libgdal36', 'libgeos-c1t64', 'libproj25', 'proj-data'],
    },
  },
};
