/** Looks on disk for the version of a file that ran: the open document may have been edited before we saw it, or decoded otherwise. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PythonDocument } from './pythonDocument';
import { decodeSource, sha256 } from './sourceVersions';

/** @returns whether the document now knows, either way, what it did not know before */
export async function recoverSource(document: PythonDocument, digest: string): Promise<boolean> {
  const { versions } = document;
  if (versions.mapOf(digest) !== null || versions.isUnknown(digest)) {
    return false;
  }
  const bytes = await readSource(document.uri);
  if (bytes !== null && sha256(bytes) === digest) {
    versions.noteFound(digest, decodeSource(bytes), document.text);
  } else {
    versions.noteUnknown(digest);
  }
  return true;
}

async function readSource(uri: string): Promise<Uint8Array | null> {
  if (!uri.startsWith('file:')) {
    return null;
  }
  try {
    return await readFile(fileURLToPath(uri));
  } catch {
    return null;
  }
}
