"""An HTTP proxy on loopback that leads wherever it is asked to, and keeps what it was sent."""

import asyncio
import contextlib
import re
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Callable

from yarl import URL


class Forwarder:
    """At `address`; `sent` is all that it was sent. With a `status`, it refuses every request."""

    def __init__(self) -> None:
        self.address = ""
        self.sent = ""
        self.status = ""

    @property
    def asked(self) -> list[str]:
        """The addresses that it was asked for."""
        return re.findall(r"[A-Z]+ (http://\S+) HTTP/1\.1\r\n", self.sent)

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One connection."""
        head = await reader.readuntil(b"\r\n\r\n")
        self._keep(head)
        if self.status:
            writer.write(f"HTTP/1.1 {self.status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        else:
            await self._joined(URL(self.asked[-1]), head, reader, writer)
        writer.close()

    async def _joined(self, target: URL, head: bytes, reader: StreamReader, writer: StreamWriter) -> None:
        back, forth = await asyncio.open_connection(target.host, target.port)
        forth.write(head)
        await asyncio.gather(_piped(reader, forth, self._keep), _piped(back, writer))

    def _keep(self, part: bytes) -> None:
        self.sent += part.decode("latin-1")


async def _piped(reader: StreamReader, writer: StreamWriter, keep: Callable[[bytes], object] = len) -> None:
    with contextlib.suppress(OSError):
        while part := await reader.read(65_536):
            keep(part)
            writer.write(part)
            await writer.drain()
    writer.close()


@contextlib.asynccontextmanager
async def forwarding() -> AsyncIterator[Forwarder]:
    """A proxy that is there within this."""
    found = Forwarder()
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield found
    finally:
        server.close()
