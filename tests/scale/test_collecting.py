"""Memory that is not needed any more, in onrecord's own processes."""

import gc
import os
import platform
import subprocess
import sys
from collections.abc import Iterator

import pytest

from onrecord.scale.collecting import collect_seldom


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_the_collector_comes_less_often_and_still_comes() -> None:
    gc.set_threshold(700, 10, 10)
    collect_seldom()
    assert gc.isenabled()
    assert 700 < gc.get_threshold()[0] < 1_000_000


def test_someone_who_set_it_higher_is_left_alone() -> None:
    gc.set_threshold(500_000, 5, 5)
    collect_seldom()
    assert gc.get_threshold() == (500_000, 5, 5)


_FREE_OFTEN = """
import resource
from onrecord.scale.collecting import keep_freed_memory
{call}
bytearray(1_000_000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(200):
    bytearray(1_000_000)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def page_faults(call: str, threshold: str) -> int:
    """Of 200 blocks of a megabyte, made and freed one after the other."""
    environment = {**os.environ, "MALLOC_TRIM_THRESHOLD_": threshold}
    done = subprocess.run(
        [sys.executable, "-c", _FREE_OFTEN.format(call=call)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="no glibc")
def test_a_worker_of_dask_does_not_get_the_same_memory_over_and_over() -> None:
    assert page_faults("", "65536") > 10_000
    assert page_faults("keep_freed_memory()", "65536") < 5_000


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="no glibc")
def test_a_threshold_that_somebody_chose_stands() -> None:
    assert page_faults("keep_freed_memory()", "65537") > 10_000
