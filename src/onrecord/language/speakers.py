"""Whom the speaker's words mean: entities of the report, by mention, apposition, pronoun or the run of the talk."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from onrecord.language.by_place import ByPlace
from onrecord.language.name_keys import fold
from onrecord.language.name_people import gender_of_name
from onrecord.language.quotation_ranking import Statement
from onrecord.language.quotation_tokens import Tokens, load_speaker_nouns
from onrecord.language.titles import title_genders
from onrecord.model import Entity

_PERSON = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_GROUP = frozenset({"they", "them", "their", "themselves"})
_THING = frozenset({"it", "its", "itself"})


class SpeakerBook:
    """Resolves the speakers of one report in the order of its statements; remembers who spoke."""

    def __init__(self, tokens: Tokens, entities: Sequence[Entity]) -> None:
        self.t = tokens
        self.entities = {e.id: e for e in entities}
        mentions = ((m.start, m.end, e.id, m.form) for e in entities for m in e.mentions)
        ordered = sorted(mentions, key=lambda m: (m[0], -m[1], m[2]))
        self.mentions = ByPlace((m[0], m[1], m) for m in ordered)
        self.spoken: list[tuple[int, tuple[str, ...]]] = []  # (token of the speaker, entities)
        self._genders: dict[str, frozenset[str]] = {}

    def resolve(self, statement: Statement) -> tuple[str, ...]:
        """Ids of the entities that speak, in text order; empty where no entity is named."""
        k = statement.speaker
        if k < 0:
            return ()
        found: list[str] = []
        for head in self._heads(k):
            entity = self._of_head(head)
            if entity is not None and entity not in found:
                found.append(entity)
        if found and self.t.lower[k] in _PERSON:
            found = list(self._nearer(k, found[0])) or found
        if not found:
            found = list(self._by_pronoun(k))
        if found or self.t.tag[k] == "NNS":  # "officials said ... They said": nobody of whom the report has a name
            self.spoken.append((k, tuple(found)))
        return tuple(found)

    def _heads(self, k: int) -> list[int]:
        """The head of the noun phrase and those coordinated with it; the antecedent of a relative pronoun."""
        t = self.t
        if t.tag[k] in ("WP", "WDT"):
            verb = t.head[k]
            while t.dep[verb] in ("conj", "xcomp", "ccomp") and t.head[verb] != verb:
                verb = t.head[verb]
            if t.dep[verb] == "relcl":
                k = t.head[verb]
        heads, level = [k], [k]
        while level:
            level = [c for h in level for c in t.children[h] if self._coordinated(c)]
            heads += level
        return sorted(heads)

    def _coordinated(self, c: int) -> bool:
        """Whether a word is one of several heads: a conjunct, or what a parse hangs before an "and" as a modifier."""
        t = self.t
        if t.pos[c] not in ("NOUN", "PROPN", "PRON"):
            return False
        return t.dep[c] == "conj" or (t.dep[c] == "nmod" and any(t.dep[k] == "cc" for k in t.children[c]))

    def _of_head(self, head: int) -> str | None:
        """The entity that a head noun mentions: itself, in apposition, or by its label."""
        at = self._mention_at(head)
        if at is not None:
            return at
        t = self.t
        for child in t.children[head]:
            if t.dep[child] == "appos" and t.pos[child] == "PROPN":
                return self._mention_at(child)
        if t.dep[head] == "appos" and t.pos[t.head[head]] == "PROPN":
            return self._mention_at(t.head[head])
        return None

    def _mention_at(self, i: int) -> str | None:
        """The entity of the longest mention that has the token as its last or only noun."""
        t = self.t
        for start, end, entity, _ in self.mentions.touching(t.start[i], t.end[i]):
            if start <= t.start[i] and t.end[i] <= end and self._heads_mention(i, start, end):
                return entity
        return None

    def _heads_mention(self, i: int, start: int, end: int) -> bool:
        """Whether the mention is a name or phrase headed by the token, not a modifier elsewhere in it."""
        t = self.t
        above = t.head[i]
        return above == i or not start <= t.start[above] < end or t.dep[i] in ("compound", "flat", "nmod")

    def _by_pronoun(self, k: int) -> tuple[str, ...]:
        """The last speaker of the fitting kind, for a pronoun that no mention covers."""
        low = self.t.lower[k]
        kinds = (
            {"person"} if low in _PERSON else {"organisation", "group", "place"} if low in _THING | _GROUP else set()
        )
        if not kinds:
            return ()
        place = self.t.paragraph[k]
        for at, entities in reversed(self.spoken):
            if place - self.t.paragraph[at] > 2:
                break
            if not entities:
                if low in _GROUP:
                    return ()
                continue
            if any(self._is_of_other_gender(low, e) for e in entities):
                continue
            if all(self.entities[e].kind in kinds for e in entities) or (low in _GROUP and len(entities) > 1):
                return entities
        return self._subject_before(k, kinds) if low in _PERSON else ()

    def _nearer(self, k: int, antecedent: str) -> tuple[str, ...]:
        """Who spoke last, for "he" or "she" whose antecedent is not named in the paragraph of both; empty where that is no better."""
        t = self.t
        low = t.start[t.paragraphs[t.paragraph[k]][0]]
        before = self.mentions.touching(low, t.start[k])
        named = any(e == antecedent and low <= start for start, _, e, form in before if form != "pronoun")
        if named or not self.spoken:
            return ()
        at, entities = self.spoken[-1]
        is_someone = self.t.lemma[at] in _somebodies() or all(self.entities[e].kind == "person" for e in entities)
        fits = len(entities) == 1 and is_someone and t.start[at] >= low
        return entities if fits and self._agrees(t.lower[k], at, entities[0]) else ()

    def _agrees(self, pronoun: str, at: int, entity: str) -> bool:
        """Whether "he" or "she" may be an entity: by its given name, or by the noun that it spoke under ("spokeswoman")."""
        words = (self.t.lemma[at], self.entities[entity].name.split()[0])
        known = {g for w in words if (g := title_genders().get(w) or gender_of_name(fold(w)))}
        return not known or known == {"m" if pronoun.startswith("h") and pronoun != "her" else "f"}

    def _subject_before(self, k: int, kinds: set[str]) -> tuple[str, ...]:
        """The nearest subject to the left in the same paragraph that names an entity of a kind."""
        t = self.t
        low = t.paragraphs[t.paragraph[k]][0]
        for i in range(k - 1, low - 1, -1):
            if t.dep[i] in ("nsubj", "nsubjpass") and t.pos[i] == "PROPN":
                entity = self._mention_at(i)
                is_it = entity is not None and self.entities[entity].kind in kinds
                if entity is not None and is_it and not self._is_of_other_gender(t.lower[k], entity):
                    return (entity,)
        return ()

    def _is_of_other_gender(self, pronoun: str, entity: str) -> bool:
        """Whether "he" cannot be an entity: "Ms Oda", "spokeswoman Ida Moll"."""
        if entity not in self._genders:
            self._genders[entity] = self._genders_of(self.entities[entity])
        known = self._genders[entity]
        return len(known) == 1 and _GENDERS.get(pronoun, "") not in ("", *known)

    def _genders_of(self, entity: Entity) -> frozenset[str]:
        """m or f, by all titles, offices and the given name that a person is called by; empty where nothing tells."""
        if entity.kind != "person":
            return frozenset()
        t = self.t
        words = [w for role in entity.roles for w in role.split()]
        words += [t.text[i - 1] for m in entity.mentions if m.form == "name" and (i := bisect_left(t.start, m.start))]
        titled = {g for w in words if (g := title_genders().get(fold(w).rstrip(".")))}
        first, *rest = entity.name.split() or [""]
        given = gender_of_name(fold(first)) if rest else ""
        return frozenset(titled or ({given} if given else ()))


@cache
def _somebodies() -> frozenset[str]:
    """Nouns for one person who speaks."""
    return frozenset(
        n for n, classes in load_speaker_nouns().items() if {"official", "expert", "relation"} & set(classes)
    )
