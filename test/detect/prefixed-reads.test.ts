import { AppIndex } from '../../lib/detect/start/app-index';
import { importedReads } from '../../lib/detect/start/imported-reads';
import { AppResolver } from '../../lib/detect/start/resolve-app';
import { AppDirectory } from '../../lib/project/app-directory';
import { temporaryApp } from '../support/temporary-app';

function reads(text: string): string[] {
  const index = AppIndex.of(new AppDirectory(temporaryApp({ 'app.py': text }), []));
  return importedReads(index, new AppResolver(index), 'app.py', '.').map(({ name, line }) => `${name}:${line}`);
}

const FLASK = 'from flask import Flask\napp = Flask(__name__)\n';

test.each<[string, string, string[]]>([
  ['a key that is read', `${FLASK}app.config.from_prefixed_env()\nTEA = Tea(app.config["TEA_URL"])\n`, ['FLASK_TEA_URL:4']],
  ['in a factory, with a prefix', 'from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    app.config.from_prefixed_env("SHOP")\n    Tea(app.config["TEA_URL"])\n    return app\n', ['SHOP_TEA_URL:5']],
  ['Quart, and an extension that reads', 'from quart import Quart\nfrom quart_db import QuartDB\napp = Quart(__name__)\napp.config.from_prefixed_env()\ndb = QuartDB(app)\n', ['QUART_QUART_DB_DATABASE_URL:5']],
  ['an extension that is given the application later', `from flask_sqlalchemy import SQLAlchemy\n${FLASK}db = SQLAlchemy()\napp.config.from_prefixed_env(prefix="SHOP")\ndb.init_app(app)\n`, ['SHOP_SQLALCHEMY_DATABASE_URI:6']],
  ['keys that the code sets', `${FLASK}app.config.from_mapping({"A": 1}, B=2)\napp.config["C"] = 3\napp.config.setdefault("D", 4)\napp.config.from_prefixed_env()\nuse(app.config["A"], app.config["B"], app.config["C"], app.config["D"], app.config["SECRET_KEY"], app.config.get("E"))\n`, []],
  ['what another file may set', `${FLASK}app.config.from_object("settings")\napp.config.from_prefixed_env()\nuse(app.config["A"])\n`, []],
  ['no prefix', `${FLASK}use(app.config["A"])\n`, []],
])('%s', (_, text, expected) => {
  expect(reads(text)).toEqual(expected);
});
