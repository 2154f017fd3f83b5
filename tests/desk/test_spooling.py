"""Stories come back from the spool as they went in."""

import errno

import pytest

from onrecord.desk.spooling import Spool
from onrecord.model import Dossier, OnRecordError, Story
from onrecord.store.story_saving import SettledStory


def settled(number: int) -> SettledStory:
    story = Story(id=f"s{number}", title="a", reports=(f"r{number}",), independent=1, groups=())
    return SettledStory(
        Dossier(story=story, reports=()), number, 1, "print", ("2024-01-01", None), {f"r{number}": "an analysis"}
    )


def test_it_gives_back_what_it_was_given_in_order_and_as_often_as_asked() -> None:
    given = [settled(n) for n in (3, 1, 2)]
    with Spool(iter(given)) as spool:
        assert spool.ids == ["s3", "s1", "s2"]
        assert len(spool) == 3
        assert list(spool) == given
        assert list(spool) == given


def test_an_empty_one_gives_nothing() -> None:
    with Spool() as spool:
        assert not spool.ids
        assert not list(spool)


def test_a_full_disk_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Spool, story: SettledStory) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Spool, "_keep", refuse)
    with pytest.raises(OnRecordError, match=r"No space left on device.*TMPDIR"):
        Spool([settled(1)])


def test_its_file_goes_with_it() -> None:
    with Spool([settled(1)]) as spool:
        pass
    with pytest.raises(ValueError, match="closed file"):
        list(spool)
