"""The sha256 of the sources that ran, so that a reader can tell whether a file has changed since."""

_LARGEST = 16 << 20  # bytes; a larger source is not hashed rather than read while the program runs


def sha256_of_bytes(data):
    """Hex digest of a source."""
    return _sha256(data).hexdigest()


def sha256_of_file(path):
    """Hex digest of a source file, None when it can't be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError):
        return None
    return sha256_of_bytes(data) if len(data) <= _LARGEST else None


def _sha256(data):
    # The plain C modules: hashlib loads OpenSSL, which costs more than the rest of our start.
    try:
        from _sha2 import sha256  # 3.12+
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:
            from hashlib import sha256
    return sha256(data)
