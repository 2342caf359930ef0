/** The Python grammar: loaded once, then parses documents whole or, given their edited previous tree, only what changed. */
import * as path from 'node:path';
import { Language, Parser, type Tree } from 'web-tree-sitter';

const RUNTIME = 'web-tree-sitter.wasm';
const GRAMMAR = 'tree-sitter-python.wasm';
/** UTF-16 units handed over at a time: an incremental parse asks only for the neighbourhood of the edit. */
const CHUNK = 4096;

export class PythonParser {
  private constructor(private readonly parser: Parser) {}

  /**
   * @param folder holds both wasm files
   * @throws Error in one sentence when they are missing or do not fit each other
   */
  static async load(folder: string): Promise<PythonParser> {
    try {
      await Parser.init({ locateFile: () => path.join(folder, RUNTIME) });
      const parser = new Parser();
      parser.setLanguage(await Language.load(path.join(folder, GRAMMAR)));
      return new PythonParser(parser);
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw new Error(`The Python grammar could not be loaded from ${folder} (${cause}). Install Emberline again.`);
    }
  }

  /** The caller owns the tree and deletes it: it lives outside the JavaScript heap. `previous` must have been edited to fit. */
  parse(text: string, previous: Tree | null): Tree {
    const tree = this.parser.parse((index) => text.slice(index, index + CHUNK), previous);
    if (tree === null) {
      throw new Error('The Python grammar gave no tree.');
    }
    return tree;
  }
}
