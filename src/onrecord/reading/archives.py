"""ZIP and tar, member by member, in memory: nothing is written to disk, so no member's name can lead outside a folder."""

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from onrecord.model import Report
from onrecord.reading.bounds import MAX_BYTES, MAX_MEMBER, MAX_MEMBERS, MAX_RATIO, TooLarge, bounded_read
from onrecord.reading.kinds import Item, stem
from onrecord.reading.records import broken_report

_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    LookupError,
)


def read_zip(item: Item) -> Iterator[Item | Report]:
    """The members of a ZIP in the order of names; one that cannot be unpacked, or swells too much, is a broken report."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(item.raw))
    except _BROKEN as error:
        yield _broken(item.path, f"{item.path} cannot be unpacked: {error}")
        return
    with archive:
        total = 0
        for info in sorted(archive.infolist(), key=lambda i: i.filename)[:MAX_MEMBERS]:
            if not info.filename or info.filename.endswith("/"):  # is_dir() fails on an empty name
                continue
            place = f"{item.path}/{info.filename}"
            swells = info.file_size > MAX_MEMBER or info.file_size > MAX_RATIO * max(info.compress_size, 4096)
            if swells or total + info.file_size > MAX_BYTES:
                yield _broken(place, f"{place} is too large when unpacked ({info.file_size} bytes).")
                continue
            try:
                with archive.open(info) as stream:
                    raw = bounded_read(stream, MAX_MEMBER)
            except _BROKEN as error:
                yield _broken(place, f"{place} cannot be unpacked: {error}")
                continue
            total += len(raw)
            yield _member(place, info.filename, raw)


def read_tar(item: Item) -> Iterator[Item | Report]:
    """The regular files of a tar (packed or not) in its own order; links and devices are passed over."""
    try:
        with tarfile.open(fileobj=io.BytesIO(item.raw), mode="r:*") as archive:
            total = 0
            for number, info in enumerate(archive):
                if number >= MAX_MEMBERS:
                    return
                if not info.isfile():
                    continue
                place = f"{item.path}/{info.name}"
                total += info.size
                if info.size > MAX_MEMBER or total > MAX_BYTES:
                    yield _broken(place, f"{place} is too large when unpacked ({info.size} bytes).")
                    if total > MAX_BYTES:
                        return
                    continue
                stream = archive.extractfile(info)
                if stream is not None:
                    yield _member(place, info.name, bounded_read(stream, MAX_MEMBER))
    except _BROKEN as error:
        yield _broken(item.path, f"{item.path} cannot be unpacked further: {error}")


def _member(place: str, name: str, raw: bytes) -> Item | Report:
    if raw[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(raw)) as stream:
                raw = bounded_read(stream, min(MAX_MEMBER, MAX_RATIO * max(len(raw), 4096)))
        except (*_BROKEN, TooLarge) as error:
            return _broken(place, f"{place} cannot be unpacked: {error}")
    return Item(path=place, name=name.rsplit("/", 1)[-1], raw=raw)


def _broken(place: str, message: str) -> Report:
    return broken_report(place, "", message, stem(place.rsplit("/", 1)[-1]))
