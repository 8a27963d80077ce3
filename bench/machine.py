"""What a measurement was made on, without anything that tells whose machine it is."""

import datetime as dt
import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

LIBRARIES = (
    "discord.py", "aiohttp", "aiosqlite", "asyncpg", "msgspec", "rapidfuzz", "PyYAML", "rank-bm25", "simcord",
)  # fmt: skip


def described() -> str:
    """Processor, memory, system, Python and libraries, and the day, as lines of a list."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[1]
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return "\n".join([
        f"- {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory; {platform.system()} "
        f"{platform.release().split('-')[0]}, {platform.machine()}",
        f"- load of the machine over the last 5 minutes, ours included: {load:.1f}",
        f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}",
        f"- {dt.datetime.now(dt.UTC).date()}",
    ])  # fmt: skip


def _processor() -> str:
    """The name of the processor, where Linux tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
