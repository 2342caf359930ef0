"""The live connection to the host: sends it the stream and reads its `stop` message. Plain C modules, imported when needed."""

import os

from .descriptors import identity, move_away

_TIMEOUT_S = 2.0


class ConnectionRefused(Exception):
    """The host can't be reached; the text is one sentence."""


def connect(kind, address, token):
    """A connection that has sent its token. Raises ConnectionRefused."""
    try:
        line = _PipeConnection(address) if kind == "pipe" else _SocketConnection(kind, address)
    except (OSError, ImportError, AttributeError) as error:
        raise ConnectionRefused("The editor can't be reached (%s); the recording goes to its file only." % error) from None
    line.send((token or "").encode("utf-8") + b"\n")
    return line


def stop_request(received):
    """What a complete line of `received` bytes asks for: "interrupt", "continue" or None."""
    for line in received.split(b"\n")[:-1]:
        packed = line.replace(b" ", b"")
        if b'"type":"stop"' in packed:
            return "interrupt" if b'"program":"interrupt"' in packed else "continue"
    return None


class _SocketConnection:
    """A TCP or Unix stream socket, out of the way of the program's own descriptors."""

    def __init__(self, kind, address):
        import _socket
        family = _socket.AF_INET if kind == "tcp" else _socket.AF_UNIX
        plain = _socket.socket(family, _socket.SOCK_STREAM)
        plain.settimeout(_TIMEOUT_S)
        try:
            plain.connect(address)
        except OSError:
            plain.close()
            raise
        if os.name == "nt":
            self._socket = plain
        else:
            moved = move_away(plain.detach())
            self._socket = _socket.socket(family, _socket.SOCK_STREAM, 0, moved)
            self._identity = identity(moved)

    def send(self, data):
        """Whether all of it was sent."""
        if not self._is_ours():
            return False
        try:
            self._socket.settimeout(_TIMEOUT_S)
            self._socket.sendall(data)
            return True
        except OSError:
            return False

    def receive(self):
        """What has come since the last call, b"" when nothing has."""
        if not self._is_ours():
            return b""
        try:
            self._socket.settimeout(0)
            return self._socket.recv(4096)
        except OSError:
            return b""

    def _is_ours(self):
        # A program that closes all descriptors (a daemon) may have opened its own file under our number.
        return os.name == "nt" or identity(self._socket.fileno()) == self._identity

    def close(self):
        if self._is_ours():
            self._socket.close()
        else:
            self._socket.detach()


class _PipeConnection:
    """A named pipe of Windows."""

    def __init__(self, name):
        import _winapi
        self._winapi = _winapi
        path = name if name.startswith("\\\\") else "\\\\.\\pipe\\" + name
        access = _winapi.GENERIC_READ | _winapi.GENERIC_WRITE
        self._handle = _winapi.CreateFile(path, access, 0, _winapi.NULL, _winapi.OPEN_EXISTING, 0, _winapi.NULL)

    def send(self, data):
        view = memoryview(data)
        try:
            while view:
                written, _ = self._winapi.WriteFile(self._handle, view)
                view = view[written:]
            return True
        except OSError:
            return False

    def receive(self):
        try:
            ready = self._winapi.PeekNamedPipe(self._handle)[0]
            return self._winapi.ReadFile(self._handle, ready)[0] if ready else b""
        except OSError:
            return b""

    def close(self):
        self._winapi.CloseHandle(self._handle)
