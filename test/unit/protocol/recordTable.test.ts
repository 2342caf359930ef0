/** The generated record tables say what the schema says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { generatedFiles, type Schema } from '../../../scripts/lib/recordTables.mjs';
import { ENUMS, MAGIC, RECORDS } from '../../../src/protocol/recordTable';
import { inRepository } from '../../support/paths';

const schema = JSON.parse(readFileSync(inRepository('src/protocol/shim.schema.json'), 'utf8')) as Schema;

describe('record tables', () => {
  for (const [file, text] of Object.entries(generatedFiles(schema))) {
    it(`${file} is what npm run generate writes`, () => {
      assert.equal(readFileSync(inRepository(file), 'utf8'), text);
    });
  }

  it('gives every record a type number of its own that fits one byte', () => {
    const numbers = Object.values(schema.records).map((record) => record.type);
    assert.equal(new Set(numbers).size, numbers.length);
    assert.ok(numbers.every((number) => Number.isInteger(number) && number > 0 && number <= 255));
  });

  it('has a name list for every enum column', () => {
    for (const record of Object.values(RECORDS)) {
      for (const column of record.form === 'columns' ? record.columns : []) {
        if ('enum' in column) {
          assert.ok(column.enum in ENUMS, column.enum);
          assert.equal(column.type, 'u8');
        }
      }
    }
  });

  it('puts the ends before every text column', () => {
    for (const [name, record] of Object.entries(schema.records)) {
      const columns = record.columns ?? [];
      columns.forEach((column, i) => {
        if (column.type === 'utf8') {
          assert.equal(columns[i - 1]?.type, 'u32', name);
        }
      });
    }
    assert.equal(MAGIC.length, 6);
  });
});
