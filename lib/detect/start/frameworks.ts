/** How a server talks to an application; `own`: the application brings its server. */
export type Interface = 'wsgi' | 'asgi' | 'aiohttp' | 'own';

/** A web framework: what makes an application of it. */
export interface Framework {
  readonly name: string;
  readonly interface: Interface;
  /** The distribution that brings it. */
  readonly distribution: string;
}

const wsgi = (name: string, distribution: string): Framework => ({ name, interface: 'wsgi', distribution });
const asgi = (name: string, distribution: string): Framework => ({ name, interface: 'asgi', distribution });

const FLASK = wsgi('Flask', 'flask');
const DASH = wsgi('Dash', 'dash');
const CONNEXION = asgi('Connexion', 'connexion');
const SOCKETIO = asgi('python-socketio', 'python-socketio');

/** Classes and functions that make an application: `package` and the name in any of its modules. */
const MAKERS: ReadonlyArray<readonly [string, string, Framework]> = [
  ['flask', 'Flask', FLASK], ['apiflask', 'APIFlask', FLASK], ['flask_openapi3', 'OpenAPI', FLASK],
  ['flask_appbuilder', 'Flask', FLASK], ['flask_api', 'FlaskAPI', FLASK],
  ['dash', 'Dash', DASH], ['dash_extensions', 'DashProxy', DASH],
  ['django', 'get_wsgi_application', wsgi('Django', 'django')], ['django', 'get_asgi_application', asgi('Django', 'django')],
  ['configurations', 'get_wsgi_application', wsgi('Django', 'django')], ['configurations', 'get_asgi_application', asgi('Django', 'django')],
  ['channels', 'ProtocolTypeRouter', asgi('Django Channels', 'channels')],
  ['fastapi', 'FastAPI', asgi('FastAPI', 'fastapi')], ['starlette', 'Starlette', asgi('Starlette', 'starlette')],
  ['litestar', 'Litestar', asgi('Litestar', 'litestar')], ['starlite', 'Starlite', asgi('Starlite', 'starlite')],
  ['quart', 'Quart', asgi('Quart', 'quart')], ['quart_trio', 'QuartTrio', asgi('Quart', 'quart-trio')],
  ['responder', 'API', asgi('Responder', 'responder')],
  ['fasthtml', 'FastHTML', asgi('FastHTML', 'python-fasthtml')], ['fasthtml', 'fast_app', asgi('FastHTML', 'python-fasthtml')],
  ['blacksheep', 'Application', asgi('BlackSheep', 'blacksheep')], ['esmerald', 'Esmerald', asgi('Esmerald', 'esmerald')],
  ['connexion', 'FlaskApp', CONNEXION], ['connexion', 'App', CONNEXION], ['connexion', 'AsyncApp', CONNEXION],
  ['socketio', 'ASGIApp', SOCKETIO], ['socketio', 'WSGIApp', wsgi('python-socketio', 'python-socketio')], ['engineio', 'ASGIApp', SOCKETIO],
  ['falcon', 'App', wsgi('Falcon', 'falcon')], ['falcon', 'API', wsgi('Falcon', 'falcon')],
  ['bottle', 'Bottle', wsgi('Bottle', 'bottle')], ['bottle', 'default_app', wsgi('Bottle', 'bottle')], ['bottle', 'app', wsgi('Bottle', 'bottle')],
  ['pyramid', 'make_wsgi_app', wsgi('Pyramid', 'pyramid')], ['cherrypy', 'mount', wsgi('CherryPy', 'cherrypy')], ['cherrypy', 'Application', wsgi('CherryPy', 'cherrypy')],
  ['web', 'wsgifunc', wsgi('web.py', 'web-py')], ['hug', 'API', wsgi('hug', 'hug')], ['morepath', 'App', wsgi('Morepath', 'morepath')],
  ['aiohttp', 'Application', { name: 'aiohttp', interface: 'aiohttp', distribution: 'aiohttp' }],
  ['sanic', 'Sanic', { name: 'Sanic', interface: 'own', distribution: 'sanic' }],
  ['tornado', 'Application', { name: 'Tornado', interface: 'own', distribution: 'tornado' }],
  ['robyn', 'Robyn', { name: 'Robyn', interface: 'own', distribution: 'robyn' }],
];

/** Makes one interface from the other. */
const ADAPTERS: { readonly [name: string]: Interface } = {
  WsgiToAsgi: 'asgi', WSGIMiddleware: 'asgi', WsgiMiddleware: 'asgi', ASGIMiddleware: 'wsgi', AsgiMiddleware: 'asgi', TornadoASGIMiddleware: 'asgi',
};

/** The framework that a full dotted name makes an application of. */
export function frameworkOf(qualified: string): Framework | undefined {
  const parts = qualified.split('.');
  const last = parts[parts.length - 1];
  if (parts.length < 2) return undefined;
  if (parts[0] === 'falcon' && parts[1] === 'asgi' && last === 'App') return asgi('Falcon', 'falcon');
  if (parts[0] === 'connexion' && parts[1] === 'apps' && parts.length < 3) return undefined;
  return MAKERS.find(([root, name]) => parts[0] === root && last === name)?.[2];
}

/** What a wrapper from outside makes of the application that it is given: the same, unless it is known to adapt. */
export function wrapped(framework: Framework, wrapper: string): Framework {
  const last = wrapper.slice(wrapper.lastIndexOf('.') + 1);
  // the middlewares of Starlette and a2wsgi share a name
  return Object.hasOwn(ADAPTERS, last) ? { ...framework, interface: ADAPTERS[last] } : framework;
}

/** Words that a file has when it makes an application: asked before it is parsed. */
export const FRAMEWORK_WORDS = new RegExp(`\\b(?:${[...new Set(MAKERS.map(([root]) => root))].join('|')}|streamlit|gradio|nicegui|chainlit|panel|mesop|tornado|asgiref|a2wsgi)\\b`);
