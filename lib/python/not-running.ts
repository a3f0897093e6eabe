/**
 * Versions of pure Python distributions that a series cannot run, as PEP 440 ranges.
 *
 * The standard library loses modules (`distutils` and `imp` in 3.12, `cgi` in 3.13), and some code reads the innards of
 * classes. The rows of 3.11 to 3.13 were seen: a version at the end of the range does not import on the series. Those of 3.14
 * follow from them, for what a series lost stays lost, and so a row holds for later series that have none. Those of 3.10 were seen on 3.11;
 * the names left `collections` in 3.10. Django's are those that its own table does not list.
 * @see https://docs.djangoproject.com/en/dev/faq/install/#what-python-version-can-i-use-with-django
 */
export const NOT_RUNNING: { readonly [distribution: string]: { readonly [series: string]: string } } = {
  aiohttp: { 3.13: '<3.8' },
  bottle: { 3.11: '<=0.12.19', 3.12: '<=0.12.19', 3.13: '<0.13', 3.14: '<0.13' },
  celery: { 3.11: '<5', 3.12: '<5', 3.13: '<5' },
  cherrypy: { 3.11: '<18.8', 3.12: '<18.8', 3.13: '<18.10', 3.14: '<18.10' },
  django: { '3.10': '<3.2.9', '3.11': '<4.1.3', '3.12': '<4.2.8', '3.13': '<5.1.3', '3.14': '<5.2.8' },
  eventlet: { 3.11: '<=0.31.1', 3.12: '<0.34', 3.13: '<0.34' },
  falcon: { 3.13: '<4', 3.14: '<4' },
  feedparser: { 3.13: '<6.0.11', 3.14: '<6.0.11' },
  gunicorn: { 3.12: '<20', 3.13: '<20' },
  httpx: { 3.13: '<=0.18.2', 3.14: '<=0.18.2' },
  jinja2: { '3.10': '<=2.9.6' },
  marshmallow: { 3.12: '<3.15', 3.13: '<3.15', 3.14: '<3.15' },
  redis: { 3.12: '<=4.0.2', 3.13: '<=4.0.2', 3.14: '<=4.0.2' },
  sanic: { 3.12: '<=22.6', 3.13: '<=22.6', 3.14: '<=22.6' },
  six: { 3.12: '<1.16', 3.13: '<1.16', 3.14: '<1.16' },
  sqlalchemy: { 3.13: '>=2,<2.0.31', 3.14: '>=2,<2.0.31' },
  tornado: { 3.11: '<6', 3.12: '<6', 3.13: '<6' },
  urllib3: { 3.12: '<1.26.5', 3.13: '<1.26.5', 3.14: '<1.26.5' },
  webob: { 3.13: '<1.8.9', 3.14: '<1.8.9' },
  werkzeug: { '3.10': '<=0.12.2' },
};

/**
 * Versions that do not compile on a series, as PEP 440 ranges. Seen: aiohttp 3.8.6 on 3.12 and 3.13, gevent 21.1.2 on 3.11 to 3.13, greenlet
 * 1.1.2 on 3.11. The other rows begin with the first version that has a wheel for the series, and were not tried.
 */
export const NOT_COMPILING: { readonly [distribution: string]: { readonly [series: string]: string } } = {
  aiohttp: { 3.12: '<3.9', 3.13: '<3.9', 3.14: '<3.9' },
  gevent: { 3.11: '<=21.1.2', 3.12: '<=21.1.2', 3.13: '<=21.1.2' },
  greenlet: { 3.11: '<1.1.3', 3.12: '<3', 3.13: '<3.1', 3.14: '<3.2.3', 3.15: '<3.5.1' },
};
