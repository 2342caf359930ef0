"""Takes what the program writes to standard output, at the descriptor, so that nothing escapes; counts and digests it."""

import os
import sys

_MOST_KEPT = 20000


class Captured:
    """Between `start` and `stop`, descriptor 1 is a file. `stop` returns {sha256, bytes, head}."""

    def __init__(self, folder):
        self._path = os.path.join(folder, "stdout-%d" % os.getpid())
        self._saved = None

    def start(self):
        """Begins; what was written before is flushed."""
        sys.stdout.flush()
        self._saved = os.dup(1)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(descriptor, 1)
        os.close(descriptor)

    def stop(self):
        """Ends, and says what came."""
        try:
            sys.stdout.flush()
        except (OSError, ValueError, AttributeError):
            pass  # the program closed or replaced it
        os.dup2(self._saved, 1)
        os.close(self._saved)
        from hashlib import sha256
        digest, size, head = sha256(), 0, b""
        with open(self._path, "rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                digest.update(block)
                size += len(block)
                head = head or block[:_MOST_KEPT]
        os.remove(self._path)
        return {"sha256": digest.hexdigest(), "bytes": size, "head": head.decode("utf-8", "replace")}
