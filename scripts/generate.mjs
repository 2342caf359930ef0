/** `npm run generate`: writes the record tables of the TypeScript and of the Python side from the schema. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from './lib/paths.mjs';
import { SCHEMA_PATH, generatedFiles } from './lib/recordTables.mjs';

const schema = JSON.parse(readFileSync(inRepository(SCHEMA_PATH), 'utf8'));

for (const [file, text] of Object.entries(generatedFiles(schema))) {
  const target = inRepository(file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  console.log(`wrote ${file}`);
}
