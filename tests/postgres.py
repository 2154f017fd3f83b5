"""A PostgreSQL cluster of the tests' own: in a temporary folder, on a Unix socket only, stopped and deleted afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

_VERSIONS = Path("/usr/lib/postgresql")
_SETTINGS = "-c listen_addresses='' -c fsync=off -c max_connections=300 -c shared_buffers=128MB"


def find_programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs; None where Debian's package is not installed."""
    found = sorted(_VERSIONS.glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    return found[-1].parent if found else None


class Cluster:
    """A running server. `stop` and `start` are there for the tests that pull it away."""

    def __init__(self, programs: Path, folder: Path, settings: str = "") -> None:
        self.programs = programs
        self.folder = folder
        self.settings = f"{_SETTINGS} -c unix_socket_directories={folder} {settings}"
        self._number = count(1)

    def run(self, program: str, *arguments: str) -> None:
        """One of PostgreSQL's programs, as a user that it accepts: it refuses root."""
        command = [str(self.programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=self.folder)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")

    def start(self) -> None:
        log = str(self.folder / "log")
        self.run("pg_ctl", "start", "-w", "-t", "60", "-D", str(self.folder / "data"), "-l", log, "-o", self.settings)

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(self.folder / "data"))

    def create(self) -> str:
        """The address of a new, empty database."""
        name = f"record{next(self._number)}"
        self.run("createdb", "-h", str(self.folder), "-U", "postgres", name)
        return f"postgresql://postgres@/{name}?host={self.folder}"


@contextmanager
def private_cluster(settings: str = "") -> Iterator[Cluster | None]:
    """A running cluster with nothing in it; None where PostgreSQL is not installed.

    Args:
        settings: further options of the server, as `-c name=value`.
    """
    programs = find_programs()
    if programs is None or (os.geteuid() == 0 and shutil.which("runuser") is None):
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    cluster = Cluster(programs, folder, settings)
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        cluster.run("initdb", "-D", str(folder / "data"), "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync")
        cluster.start()
        yield cluster
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
