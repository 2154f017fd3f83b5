"""The command `fetch`: addresses given, or a file of them, into a folder of archived pages."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from onrecord.model import OnRecordError

DONE, PARTLY = 0, 3


def run_fetch(given: Sequence[str], folder: Path, interval: float, allow_private: bool) -> int:
    """Fetches, archives, says what became of each address that was not fetched."""
    from onrecord.reading.fetching import Fetcher
    from onrecord.reading.visiting import Manners

    urls = _addresses(given)
    fetcher = Fetcher(folder, Manners(interval=interval, allow_private=allow_private))
    outcomes: Counter[str] = Counter()
    for done in fetcher.fetch(urls):
        outcomes[done.outcome] += 1
        if done.message:
            sys.stderr.write(f"{done.outcome}: {done.url}: {done.message}\n")
    sys.stderr.write(
        ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())) + f"; in {folder}\n"
    )
    return PARTLY if outcomes["failed"] or outcomes["refused"] else DONE


def _addresses(given: Sequence[str]) -> list[str]:
    """The addresses themselves; of a file, or of standard input ("-"), its lines."""
    urls: list[str] = []
    for text in given:
        if "://" in text:
            urls.append(text)
        elif text == "-":
            urls += sys.stdin.read().splitlines()
        else:
            try:
                urls += Path(text).read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeError) as error:
                raise OnRecordError(f"{text} is neither an address nor a file of addresses: {error}") from error
    found = [u.strip() for u in urls if u.strip() and not u.lstrip().startswith("#")]
    if not found:
        raise OnRecordError("there is no address to fetch")
    return found
