"""Whom "it", "they", "who" and "which" mean: bound only where the clause itself leaves no choice."""

from typing import Any

from onrecord.language.clauses import noun_told_of
from onrecord.language.identity import Identity, Nominal
from onrecord.language.parsing import Paragraph
from onrecord.language.scene import Scene

_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_WHO = frozenset({"who", "whom", "whose"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES = frozenset({"ccomp", "advcl", "conj", "xcomp", "relcl"})
_WEATHER = frozenset({"be", "seem", "appear", "rain", "snow", "take", "turn"})  # "it is said", "it took years"
_REACH = 4  # clauses up


def bind_further_pronouns(scene: Scene) -> None:
    """Add the pronouns of bodies and groups, and relative pronouns, of which it is clear whom they mean."""
    for paragraph in scene.parsed.paragraphs:
        for token in paragraph.doc:
            word = token.lower_
            if word in _IT or word in _THEY:
                found = _of_clause(scene, paragraph, token)
            elif word in _WHO or word == "which":
                found = _of_relative(scene, paragraph, token)
            else:
                continue
            if found is not None and _agrees(found, word):
                found.nominals.append(Nominal(paragraph, token.i, token.i + 1, "pronoun"))


def _agrees(identity: Identity, word: str) -> bool:
    if word in _IT:
        return identity.kind == "organisation" or identity.is_country
    if word in _THEY:
        return identity.kind == "group"
    if word in _WHO:
        return identity.kind in ("person", "group")
    return identity.kind != "person"


def _of_relative(scene: Scene, paragraph: Paragraph, token: Any) -> Identity | None:
    """The noun right before the relative clause: no other can be meant."""
    verb = token.head
    for _ in range(_REACH):
        if verb.dep_ == "relcl":
            break
        verb = verb.head
    if verb.dep_ != "relcl" or verb.head.i >= token.i:
        return None
    between = paragraph.doc[verb.head.i + 1 : token.i]
    if any(t.pos_ not in ("PUNCT", "ADP") for t in between) or len(between) > 2:
        return None
    return scene.at(paragraph, noun_told_of(verb).i)


def _of_clause(scene: Scene, paragraph: Paragraph, token: Any) -> Identity | None:
    """The subject of the same clause for "its"; of the clause above for a subject ("NATO said that it ...")."""
    if token.dep_ in _SUBJECTS:
        clause = token.head
        if clause.lemma_ in _WEATHER and token.lower_ == "it":
            return None
        return _subject_above(scene, paragraph, clause, token)
    verb = token.head
    while verb.dep_ != "ROOT" and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    subject = _subject(verb)
    if subject is None:
        return _subject_above(scene, paragraph, verb, token)
    if token.dep_ != "poss" or subject.i > token.i or token.i in [t.i for t in subject.subtree]:
        return None
    return _single(scene, paragraph, subject)


def _subject_above(scene: Scene, paragraph: Paragraph, clause: Any, token: Any) -> Identity | None:
    for _ in range(_REACH):
        if clause.dep_ not in _CLAUSES or clause.head.i == clause.i:
            return None
        clause = clause.head
        subject = _subject(clause)
        if subject is not None:
            return _single(scene, paragraph, subject) if subject.i < token.i else None
    return None


def _subject(verb: Any) -> Any | None:
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)


def _single(scene: Scene, paragraph: Paragraph, subject: Any) -> Identity | None:
    """Whom a subject means that is not several; a pronoun means whom it was bound to."""
    if any(c.dep_ == "conj" for c in subject.children):
        return None
    found = scene.at(paragraph, subject.i)
    if found is None and subject.pos_ == "PRON":
        here = (paragraph.index, subject.i)
        found = next(
            (
                i
                for i in scene.identities
                for n in i.nominals
                if n.form == "pronoun" and (n.paragraph.index, n.first) == here
            ),
            None,
        )
    return found
