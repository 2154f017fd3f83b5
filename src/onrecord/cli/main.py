"""The way in. It imports next to nothing, so that help and wrong use answer at once."""

import os
import sys
from importlib import resources

WRONG_USE, INTERRUPTED = 2, 130


def main() -> None:
    """Run `onrecord` with the process's arguments and leave with its status."""
    if sys.argv[1:] in ([], ["--help"], ["-h"]):
        sys.stdout.write(help_text())
        return
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(
            name, "1"
        )  # spaCy's small matrices lose time to threads; --workers is how to use more cores
    sys.exit(run())


def help_text() -> str:
    """The help page. It is kept as a file, since making it loads more than all of onrecord; a test holds it to what typer would print."""
    return (resources.files(__package__) / "help.txt").read_text(encoding="utf-8")


def run() -> int:
    """The status of a command: its own, or that of the error it met."""
    from onrecord.cli.registry import app
    from onrecord.model import OnRecordError
    from onrecord.scale.collecting import collect_seldom

    collect_seldom()
    try:
        app(prog_name="onrecord")
    except OnRecordError as error:
        sys.stderr.write(f"onrecord: {error}\n")
        return WRONG_USE
    except MemoryError:
        sys.stderr.write(
            "onrecord: memory is short; --memory MB bounds that of worker processes. What was finished is kept\n"
        )
        return WRONG_USE
    except KeyboardInterrupt:
        sys.stderr.write(
            "onrecord: interrupted; nothing half-written was left, and the same command goes on from what was finished\n"
        )
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    return 0
