"""A scheduler of Dask and its workers on this machine, each a process of its own that is started anew when it ends."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Machines:
    """Bound to loopback only."""

    def __init__(self, workers=2, settings=()):
        """
        Args:
            workers: how many.
            settings: further environment variables of theirs.
        """
        self.port = _unused_port()
        self.address = f"dask://127.0.0.1:{self.port}"
        tcp = f"tcp://127.0.0.1:{self.port}"
        scheduler = ["scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"]
        worker = ["worker", tcp, "--host", "127.0.0.1", "--nthreads", "1", "--nworkers", "1", "--no-dashboard"]
        self.settings = {**os.environ, **ONE_THREAD, **dict(settings)}
        self.commands = {"scheduler": scheduler, **{f"worker {n}": worker for n in range(workers)}}
        self.running = {name: self._start(name) for name in self.commands}
        self.ended = False
        threading.Thread(target=self._watch, daemon=True).start()

    def _start(self, name):
        command = [sys.executable, "-m", "dask", *self.commands[name]]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, env=self.settings, start_new_session=True, **quiet)

    def _watch(self):
        while not self.ended:
            for name, process in self.running.items():
                if process.poll() is not None and not self.ended:
                    self.running[name] = self._start(name)
            time.sleep(1)

    def kill(self, name):
        """SIGKILL to all processes of a part; for a worker, those of its nanny too: the machine is gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.running[name].pid, 9)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ended = True
        for name, process in self.running.items():
            self.kill(name)
            process.wait()


def children_of(pid):
    """Ids of the processes that a process has started, and theirs."""
    found = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                for child in map(int, file.read().split()):
                    found += [child, *children_of(child)]
    return found


def memory_of(pid):
    """(resident now, most so far) in megabytes; zeros for a process that is gone."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            lines = dict(line.split(":", 1) for line in file)
        return tuple(int(lines[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))
    except (OSError, KeyError):
        return 0.0, 0.0


def cpu_of(pid):
    """CPU seconds that a process has used itself."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0.0


def _unused_port():
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise SystemExit("no port is free")
