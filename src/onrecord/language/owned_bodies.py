"""Bodies named by whose or where they are: "Haftar's forces", "the Tripoli-based government", "the UN's mission". Never their owner."""

from typing import Any

from onrecord.language.bodies import NEW_ONES
from onrecord.language.identity import Identity
from onrecord.language.parsing import Paragraph
from onrecord.language.scene import Scene
from onrecord.resources import read_table

#: Class of a body noun -> whether one speaks of many people; only these are bodies of an owner.
_MANY = frozenset({"forces", "rebels", "loyalists", "supporters"})
_SEATED = frozenset({"based", "controlled", "held"})
_LINKED = frozenset({"backed", "allied", "aligned", "affiliated", "led", "linked", "run", "supported", "sponsored"})


def find_owned_bodies(scene: Scene) -> None:
    """Make bodies of an owner that no rule above bound identities of their own, one each for owner and kind of body."""
    classes = {r["noun"]: (r["class"], r["sector"] or "", r["owned"] == "x") for r in read_table("body_nouns.tsv")}
    made: dict[tuple[int, str, str], Identity] = {}
    for paragraph, token, word in scene.heads:
        kind, sector, may_be_owned = classes.get(token.lemma_.lower()) or classes.get(word) or ("", "", False)
        if not may_be_owned or (paragraph.index, token.i) in scene.nominal:
            continue
        found = _owner(scene, paragraph, token)
        if found is None:
            continue
        owner, how = found
        apart = NEW_ONES.intersection(t.lower_ for t in paragraph.doc[token.left_edge.i : token.i])
        key = (id(owner), kind, " ".join([how, *sorted(apart)]))
        if key not in made:
            made[key] = _new(scene, kind, (sector, token.tag_ == "NNS"), owner)
        printed = paragraph.doc[token.left_edge.i : token.i + 1].text
        scene.bind(
            made[key],
            paragraph,
            token.i,
            "description",
            f"“{printed}” is a body of “{owner.name}”, not “{owner.name}” itself.",
        )


def _new(scene: Scene, kind: str, told: tuple[str, bool], owner: Identity) -> Identity:
    sector, plural = told
    many = plural or kind in _MANY
    made = Identity("group" if many else "organisation", (), country=owner.country, sector=sector or None)
    made.nouns.add(kind)
    scene.identities.append(made)
    return made


def _owner(scene: Scene, paragraph: Paragraph, token: Any) -> tuple[Identity, str] | None:
    """Whose or where the body is, and how that is said; None where nothing says it."""
    for child in token.lefts:
        if child.dep_ == "poss":
            owner = scene.at(paragraph, child.i)
            return (owner, "of") if owner is not None and not owner.is_country else None
        if child.lower_ in _SEATED | _LINKED and child.dep_ in ("amod", "acl", "advcl"):
            owner = next((o for c in child.lefts if (o := scene.at(paragraph, c.i)) is not None), None)
            if owner is not None:
                return owner, str(child.lower_)
    return None
