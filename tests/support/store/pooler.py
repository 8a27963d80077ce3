"""A PgBouncer of our own in front of a PostgreSQL server, where one is installed."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.support.store.server import NOBODY, Server, free_port

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
WHY_NO_POOLER = None if PROGRAM else "no PgBouncer here: install Debian's pgbouncer"
ALL_IGNORED = (
    "default_transaction_isolation, synchronous_commit, statement_timeout, lock_timeout, "
    "idle_in_transaction_session_timeout, jit, tcp_keepalives_idle, tcp_keepalives_interval, tcp_keepalives_count"
)
SETTINGS = """
[databases]
* = host=127.0.0.1 port={server} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
ignore_startup_parameters = {ignored}
"""


@contextlib.contextmanager
def pooling(server: Server, mode: str, ignored: str) -> Iterator[int]:
    """The port of a pooler in front of this server, which pools by `session` or `transaction`."""
    folder, port = Path(tempfile.mkdtemp(prefix="dlguide-pooler-")), free_port()
    file = folder / "pgbouncer.ini"
    file.write_text(SETTINGS.format(server=server.port, port=port, mode=mode, ignored=ignored))
    rights = [str(shutil.which("setpriv")), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    if os.geteuid() == 0:
        for path in (folder, file):
            os.chown(path, NOBODY, NOBODY)
    command = [*(rights if os.geteuid() == 0 else []), str(PROGRAM), str(file)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:  # noqa: S603
        try:
            _await(port)
            yield port
        finally:
            running.kill()
    shutil.rmtree(folder)


def _await(port: int, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise RuntimeError("PgBouncer did not start")
