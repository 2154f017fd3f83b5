"""The collector of cycles, told to look less often where much is made and little of it is in cycles for long."""

import gc

_YOUNG = 20_000  # objects made before it looks at the young ones; Python's own 700 costs a sixth of the stages


def collect_seldom() -> None:
    """Set the collector's thresholds of a process that is onrecord's own: a command or a worker, not a program that uses the library.

    Words hang in a cycle with their paragraph until the collector comes: 20,000 of them are some 8 MB.
    """
    if gc.get_threshold()[0] < _YOUNG and gc.isenabled():
        gc.set_threshold(_YOUNG, 10, 10)
