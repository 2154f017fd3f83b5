"""Identities in the making, and the blocks in which an entity looks for its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.crossreport.entity_scoring import ASKED, ByShape, Known, judge
from onrecord.crossreport.entity_sides import Shape, Side
from onrecord.language.name_people import are_two

WIDEST = 60  # identities of one block that a name is compared with; the commonest first


@dataclass(eq=False)
class Identity:
    """An identity in the making: lives within the stage only."""

    sides: list[Side]
    known: Known | None = None
    reasons: dict[str, tuple[float, tuple[str, ...]]] = field(default_factory=dict)  # member -> why it was let in
    others: list[tuple["Identity", bool | None, float, tuple[str, ...]]] = field(default_factory=list)
    _plain: tuple[int, frozenset[tuple[str, str]] | None] = 0, None  # of how many members, what they are called

    def may_be(self, names: Sequence[tuple[str, str]]) -> bool:
        """Whether a person with these names, each a given name and a surname, has to be compared with the members: not where all of them
        are called plainly otherwise."""
        members = min(len(self.sides), ASKED)
        if self._plain[0] != members:
            called = [side.shape.plain_names for side in self.sides[:members]]
            self._plain = members, None if None in called else frozenset(n for c in called if c for n in c)
        plain = self._plain[1]
        if plain is None or self.known is not None:
            return True
        return any(not are_two(mine, theirs) for mine in names for theirs in plain)


Judged = tuple[bool | None, float, tuple[str, ...], Identity]


@dataclass
class _Asked:
    """What entities of one shape were told before."""

    heard: dict[Shape, ByShape] = field(default_factory=dict)  # shape of a member -> what it said
    refused: dict[Identity, int] = field(default_factory=dict)  # identity -> how many of its members were asked


class Blocks:
    """The identities of a run by their keys.

    Names that say little are asked for again and again, a bare surname once a report, and the more reports, the more identities of their
    blocks refuse them by name alone. Who did so is not asked again by an entity of the same shape, until it has members not asked yet.
    """

    def __init__(self) -> None:
        self._blocks: dict[str, list[Identity]] = {}
        self._asked: dict[Shape, _Asked] = {}

    def enter(self, identity: Identity, keys: Iterable[str]) -> None:
        """Let an identity be found under the keys; a block that is full takes no more.

        Args:
            identity: in the making.
            keys: from `block_keys`, each once.
        """
        for key in keys:
            block = self._blocks.setdefault(key, [])
            if len(block) < WIDEST and identity not in block:
                block.append(identity)

    def _asked_by(self, shape: Shape) -> _Asked:
        """Kept for names that are asked for report by report; one that is enough by itself is asked for once."""
        return _Asked() if shape.is_safe else self._asked.setdefault(shape, _Asked())

    def _candidates(self, shape: Shape, is_ruled: bool) -> Iterable[Identity]:
        """Those that share a block with the shape, each once; without people whose names are plainly two, unless a user may have said
        more of them."""
        found: dict[Identity, None] = {}
        for key in shape.asking_keys:
            found |= dict.fromkeys(self._blocks.get(key, ()))
        names = None if is_ruled else shape.plain_names
        return found if names is None else [i for i in found if i.may_be(names)]

    def judge_all(self, side: Side, forbidding: Callable[[Identity], str] | None = None) -> list[Judged]:
        """The verdicts on the identities that share a block with the entity; those that refuse it with a low score are left out.

        Args:
            side: of the entity.
            forbidding: why a user holds that an identity is not the entity; "" where none said so.
        """
        asked = self._asked_by(side.shape)
        found: list[Judged] = []
        for identity in self._candidates(side.shape, forbidding is not None):
            reason = forbidding(identity) if forbidding else ""
            if reason:
                found.append((False, 0.0, (reason,), identity))
                continue
            members = min(len(identity.sides), ASKED)
            if asked.refused.get(identity) == members:
                continue
            (same, score, reasons), is_settled = judge(side, identity.sides, identity.known, asked.heard)
            if same is not False or not score:
                found.append((same, score, reasons, identity))
            elif is_settled:
                asked.refused[identity] = members
        return found
