/** A plugin of graphql-codegen: which fields are connections, and which of their arguments make another list. */
import { getNamedType, isObjectType } from 'graphql';

/** Arguments that only say which page of the list is meant. */
const PAGING = new Set(['first', 'after', 'last', 'before']);

export function plugin(schema) {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const found = types.flatMap((type) => {
    const fields = Object.values(type.getFields()).filter(isConnection);
    return fields.length === 0 ? [] : [`  ${type.name}: {\n${fields.map(line).join('')}  },\n`];
  });
  return [
    '/** For each field that is a connection: the arguments that tell its lists apart. */\n',
    'export const connections: Record<string, Record<string, string[]>> = {\n',
    ...found.sort(),
    '};\n',
  ].join('');
}

function isConnection(field) {
  return getNamedType(field.type).name.endsWith('Connection');
}

function line(field) {
  const keys = field.args.map((argument) => argument.name).filter((name) => !PAGING.has(name));
  return `    ${field.name}: [${keys.map((name) => `'${name}'`).join(', ')}],\n`;
}
