import { JavaScriptEvaluator } from '../../syntax/javascript-evaluator';
import { expressionsOf, JavaScriptModule } from '../../syntax/javascript-module';
import { JsValue } from '../../syntax/javascript-value';

/** Functions of Node's `fs` that write, and which of their arguments says where. */
const WRITERS: { readonly [name: string]: number } = {
  writeFile: 0, writeFileSync: 0, createWriteStream: 0, copyFile: 1, copyFileSync: 1, cp: 1, cpSync: 1,
};

/** A path that a program writes, and the function that does. */
export interface WrittenPath {
  readonly path: JsValue;
  readonly says: string;
  readonly line: number;
}

/** Where a program writes by Node's own functions: `writeFileSync('static/site.css', …)`. */
export function writtenPaths(module: JavaScriptModule, evaluator: JavaScriptEvaluator): WrittenPath[] {
  return module.find('CallExpression').flatMap((node) => {
    const [callee, list] = expressionsOf(node);
    if (!callee || list?.name !== 'ArgList' || !/(?:writeFile|WriteStream|copyFile|\bcp)(?:Sync)?$/.test(module.text(callee))) return [];
    const called = evaluator.evaluate(module, callee);
    const name = called.kind === 'imported' ? /^(?:node:)?fs(?:\/promises|-extra)?\.(?:default\.|promises\.)?(\w+)$/.exec(called.name)?.[1] : undefined;
    if (name === undefined || !Object.hasOwn(WRITERS, name)) return [];
    const target = expressionsOf(list)[WRITERS[name]];
    return target ? [{ path: evaluator.evaluate(module, target), says: name, line: module.line(node) }] : [];
  });
}
