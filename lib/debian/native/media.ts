import { compiled, links, loads, NativeTable, wheel } from './native-row';

const FFMPEG = loads({ runtime: ['ffmpeg'] });
/** Its wheels bring Qt, whose windows a server never opens, but whose libraries are loaded all the same. */
const OPENCV = links({
  runtime: { bookworm: ['libgl1', 'libglib2.0-0', 'libice6', 'libsm6', 'libxext6'], trixie: ['libgl1', 'libglib2.0-0t64', 'libice6', 'libsm6', 'libxext6'] },
});

/** Images, sound, film and their analysis. */
export const MEDIA: NativeTable = {
  'pillow': wheel({
    build: ['libfreetype-dev', 'liblcms2-dev', 'libopenjp2-7-dev', 'libtiff-dev'],
    runtime: ['libfreetype6', 'libjpeg62-turbo', 'liblcms2-2', 'libopenjp2-7', 'libtiff6', 'libwebp7', 'libwebpdemux2', 'libwebpmux3', 'libxcb1'],
  }),
  'wand': loads({ runtime: { bookworm: ['libmagickwand-6.q16-6'], trixie: ['libmagickwand-7.q16-10'] } }),
  'pyvips': loads({ runtime: { bookworm: ['libvips42'], trixie: ['libvips42t64'] }, unless: ['pyvips-binary'] }),
  'pyheif': compiled({ build: ['libheif-dev'], runtime: ['libheif1'] }),
  'pyzbar': loads({ runtime: { bookworm: ['libzbar0'], trixie: ['libzbar0t64'] } }),
  'pylibdmtx': loads({ runtime: { bookworm: ['libdmtx0b'], trixie: ['libdmtx0t64'] } }),
  'opencv-python': OPENCV,
  'opencv-contrib-python': OPENCV,
  'ultralytics': OPENCV,
  'pydub': FFMPEG,
  'ffmpeg-python': FFMPEG,
  'openai-whisper': FFMPEG,
  'pyaudio': compiled({ build: ['portaudio19-dev'], runtime: ['libportaudio2'] }),
  'sounddevice': loads({ runtime: ['libportaudio2'] }),
  'lightgbm': links({ runtime: ['libgomp1'] }),
  'pygraphviz': links({
    build: ['libgraphviz-dev'],
    runtime: { bookworm: ['graphviz'], trixie: ['graphviz'] },
  }),
  'h5py': wheel({
    build: ['libhdf5-dev'], runtime: { bookworm: ['libhdf5-103-1', 'libhdf5-hl-100'], trixie: ['libhdf5-310', 'libhdf5-hl-310'] },
  }),
  'netcdf4': wheel({
    build: ['libhdf5-dev', 'libnetcdf-dev'],
    runtime: { bookworm: ['libhdf5-103-1', 'libhdf5-hl-100', 'libnetcdf19'], trixie: ['libhdf5-310', 'libhdf5-hl-310', 'libnetcdf22'] },
  }),
};
