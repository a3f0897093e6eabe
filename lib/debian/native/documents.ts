import { compiled, loads, NativeTable, wheel } from './native-row';

const CAIRO = ['libcairo2'];
const PANGO = ['fonts-dejavu-core', 'libharfbuzz-subset0', 'libpango-1.0-0', 'libpangoft2-1.0-0'];
const WKHTMLTOPDF = loads({
  runtime: { bookworm: ['wkhtmltopdf'], trixie: [] },
  gone: { release: 'trixie', what: 'wkhtmltopdf' },
});
const TESSERACT = loads({ runtime: ['tesseract-ocr'] });
const GRAPHVIZ = loads({ runtime: ['graphviz'] });

/** XML, PDF, typesetting and text. */
export const DOCUMENTS: NativeTable = {
  'lxml': wheel({ runtime: ['libxml2', 'libxslt1.1'] }),
  'pycairo': compiled({ build: ['libcairo2-dev'], runtime: CAIRO }),
  'rlpycairo': compiled({ build: ['libcairo2-dev'], runtime: CAIRO }),
  'cairocffi': loads({ runtime: CAIRO }),
  'cairosvg': loads({ runtime: CAIRO }),
  'weasyprint': loads({ runtime: PANGO }),
  'django-weasyprint': loads({ runtime: PANGO }),
  'flask-weasyprint': loads({ runtime: PANGO }),
  'pdfkit': WKHTMLTOPDF,
  'imgkit': WKHTMLTOPDF,
  'django-wkhtmltopdf': WKHTMLTOPDF,
  'pdf2image': loads({ runtime: ['poppler-utils'] }),
  'pdftotext': compiled({ build: ['libpoppler-cpp-dev'], runtime: { bookworm: ['libpoppler-cpp0v5'], trixie: ['libpoppler-cpp2'] } }),
  'pytesseract': TESSERACT,
  'tesserocr': wheel({ build: ['libleptonica-dev', 'libtesseract-dev'], runtime: TESSERACT.runtime }),
  'ocrmypdf': loads({ runtime: ['ghostscript', 'tesseract-ocr'] }),
  'camelot-py': loads({ runtime: ['ghostscript'] }),
  'ghostscript': loads({ runtime: ['ghostscript'] }),
  'tabula-py': loads({ runtime: ['default-jre-headless'] }),
  'pypandoc': loads({ runtime: ['pandoc'], unless: ['pypandoc-binary'] }),
  'graphviz': GRAPHVIZ,
  'pydot': GRAPHVIZ,
  'python-magic': loads({ runtime: { bookworm: ['libmagic1'], trixie: ['libmagic1t64'] } }),
  'pyenchant': loads({ runtime: ['libenchant-2-2'] }),
  'pyicu': compiled({ build: ['libicu-dev'], runtime: { bookworm: ['libicu72'], trixie: ['libicu76'] } }),
  'pyyaml': wheel({ runtime: ['libyaml-0-2'] }),
};
