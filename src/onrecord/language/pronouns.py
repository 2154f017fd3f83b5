"""Whom "he", "she", "his" and "her" mean: bound where only one person can be meant, silent otherwise."""

from functools import cache
from typing import Any

from onrecord.language.identity import Identity, Nominal
from onrecord.language.name_keys import fold
from onrecord.language.parsing import Paragraph
from onrecord.language.scene import Scene
from onrecord.language.titles import title_genders
from onrecord.resources import read_table, read_words

_GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_QUOTES = frozenset('"“”„«»') | {"``", "''"}
_NOUNS = {
    **dict.fromkeys(
        "woman girl lady mother daughter sister wife aunt niece grandmother widow bride actress".split(), "f"
    ),
    **dict.fromkeys(
        "man boy gentleman father son brother husband uncle nephew grandfather widower groom actor".split(), "m"
    ),
}
_PLAIN = frozenset({"woman", "man", "girl", "boy"})
_NEW = frozenset({"a", "an", "one", "another"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


@cache
def _given() -> dict[str, str]:
    return {row["name"]: row["gender"] or "" for row in read_table("given_names.tsv")}


def gender_of(person: Identity) -> str | None:
    """m or f, from given name or title; None where neither tells."""
    words = [fold(w) for r in person.roles for w in r.text.split()]
    for span in person.spans:
        if span.titled and span.first:
            words.append(fold(span.paragraph.doc[span.first - 1].text).rstrip("."))
    told = {g for w in words if (g := title_genders().get(w))}
    if len(told) == 1:
        return next(iter(told))
    return (_given().get(person.key[0]) or None) if len(person.key) > 1 else None


def bind_pronouns(scene: Scene) -> None:
    """Add the pronouns of which it is clear whom they mean."""
    people = scene.people()
    if not people:
        return
    for person in people:
        person.gender = gender_of(person)
    previous: list[tuple[Any, Identity]] = []
    for paragraph in scene.parsed.paragraphs:
        for sentence in paragraph.doc.sents:
            here = _mentions(scene, paragraph, sentence)
            salient = _bind_in(paragraph, sentence, here, previous)
            previous = salient or ([] if _is_of_unknown(scene, paragraph, sentence) else previous)


def _is_of_unknown(scene: Scene, paragraph: Paragraph, sentence: Any) -> bool:
    """Whether a sentence tells of a name that nobody is known by: a "he" after it does not reach back over it."""
    subjects = [t for t in sentence.root.children if t.dep_ in _SUBJECTS and t.pos_ == "PROPN"]
    return any(scene.at(paragraph, t.i) is None for t in subjects)


def _mentions(scene: Scene, paragraph: Paragraph, sentence: Any) -> list[tuple[Any, Identity]]:
    """(head token, person) of the names and titles in a sentence, in order, each name once."""
    found: list[tuple[Any, Identity]] = []
    for token in sentence:
        person = scene.at(paragraph, token.i)
        if (
            person is not None
            and person.kind == "person"
            and not (found and found[-1][1] is person and found[-1][0].i == token.i - 1)
        ):
            found.append((token, person))
        elif person is not None and found and person is found[-1][1]:
            found[-1] = (token, person)
        elif person is None and (nameless := _nameless(token)) is not None:
            found.append((token, nameless))
    return found


def _nameless(token: Any) -> Identity | None:
    """Somebody of whom the report has no name, as the subject of a sentence: after "a woman told them of Berg", "she" is not Berg; nor is
    "he" after "Berg's friend spoke"."""
    if token.tag_ != "NN" or token.dep_ != "nsubj" or token.head.dep_ != "ROOT":
        return None
    if any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in token.children):
        return None  # "the weavers' leader Jens Holm"
    gender = _NOUNS.get(token.lower_) or title_genders().get(token.lower_)
    is_owned = any(c.dep_ == "poss" for c in token.children)
    if gender is None and not (is_owned and token.lower_ in read_words("people_nouns.txt")):
        return None
    if not (is_owned or token.lower_ in _PLAIN or any(c.lower_ in _NEW for c in token.children)):
        return None  # "the former first lady": of whom the report has told
    return Identity("person", (), gender=gender)


def _bind_in(
    paragraph: Paragraph, sentence: Any, here: list[tuple[Any, Identity]], previous: list[tuple[Any, Identity]]
) -> list[tuple[Any, Identity]]:
    """Bind the pronouns of a sentence; returns who is salient after it: those named, or meant by pronouns, in it."""
    quoted, salient = False, list(here)
    for token in sentence:
        if token.text in _QUOTES:
            quoted = not quoted
        gender = _GENDERS.get(token.lower_)
        if gender is None or quoted or token.pos_ not in ("PRON", "DET"):
            continue
        person = _antecedent(token, gender, [m for m in salient if m[0].i < token.i], previous) or _following(
            token, gender, here
        )
        if person is not None:
            person.nominals.append(Nominal(paragraph, token.i, token.i + 1, "pronoun"))
            person.gender = person.gender or gender
            salient.append((token, person))
    return sorted(salient, key=lambda m: m[0].i)


def _antecedent(
    token: Any, gender: str, before: list[tuple[Any, Identity]], previous: list[tuple[Any, Identity]]
) -> Identity | None:
    for mentions in (before, previous):
        fits = _distinct([p for _, p in mentions if p.gender in (gender, None)])
        sure = _distinct([p for p in fits if p.gender == gender])
        beside = _subjects_beside(token, mentions, fits)
        if len(beside) == 1:
            return beside[0]
        if len(fits) == 1:
            return fits[0]
        if len(sure) == 1 and len(fits) == 2:
            return sure[0]
        if len(fits) > 1:
            return _subject(token, mentions, fits)
    return None


def _distinct(people: list[Identity]) -> list[Identity]:
    return list({id(p): p for p in people}.values())


def _subject(token: Any, mentions: list[tuple[Any, Identity]], fits: list[Identity]) -> Identity | None:
    """Of several, the subject of the main clause, for a pronoun that is a subject or belongs to it; subjects carry on."""
    if token.dep_ not in _SUBJECTS and token.dep_ != "poss":
        return None
    subjects = [
        (t, p) for t, p in mentions if t.dep_ in _SUBJECTS and any(p is f for f in fits) and not _is_of_several(t)
    ]
    main = [p for t, p in subjects if t.head.dep_ == "ROOT"]
    return main[0] if len(_distinct(main)) == 1 else None


def _subjects_beside(token: Any, mentions: list[tuple[Any, Identity]], fits: list[Identity]) -> list[Identity]:
    """The subject of the clause that a side clause stands beside: in "Holm said Berg lied when he claimed it" it is Berg who claimed."""
    if token.dep_ not in _SUBJECTS or token.head.dep_ != "advcl":
        return []
    above = token.head.head
    return [p for t, p in mentions if t.dep_ in _SUBJECTS and t.head == above and any(p is f for f in fits)]


def _is_of_several(subject: Any) -> bool:
    """ "Ida Moll and Jens Holm left. She …": a list of names is not who carries on."""
    listed = [subject, *(c for c in subject.children if c.dep_ == "appos" and c.pos_ == "PROPN")]
    return any(c.dep_ == "conj" for word in listed for c in word.children)


def _following(token: Any, gender: str, here: list[tuple[Any, Identity]]) -> Identity | None:
    """ "Expressing his concern, Stoltenberg said": the subject of the main clause that follows."""
    if token.dep_ != "poss":
        return None
    fits = [
        p
        for t, p in here
        if t.i > token.i and t.dep_ in _SUBJECTS and t.head.dep_ == "ROOT" and p.gender in (gender, None)
    ]
    return fits[0] if len(fits) == 1 else None
