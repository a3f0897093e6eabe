import { ModuleScope } from './scope';
import { Statement } from '../../syntax/python-tree';

/** Whether a class is of pydantic's settings: its fields are read from the environment. */
export function isPydanticSettings(scope: ModuleScope, { bases }: Extract<Statement, { kind: 'class' }>): boolean {
  return bases.some((base) => /^pydantic(?:_settings)?\.(?:.*\.)?BaseSettings$/.test(scope.qualify(base)));
}
