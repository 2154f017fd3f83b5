"""Whom the speaker's words mean: entities of the report, by mention, apposition, pronoun or the run of the talk."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from onrecord.language.by_place import ByPlace
from onrecord.language.name_keys import fold
from onrecord.language.name_people import gender_of_name
from onrecord.language.quotation_ranking import Statement
from onrecord.language.quotation_regions import Regions
from onrecord.language.quotation_tokens import Tokens, load_speaker_nouns
from onrecord.language.titles import title_genders
from onrecord.model import Entity

_PERSON = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_GROUP = frozenset({"they", "them", "their", "themselves"})
_THING = frozenset({"it", "its", "itself"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class SpeakerBook:
    """Resolves the speakers of one report in the order of its statements; remembers who spoke."""

    def __init__(self, tokens: Tokens, regions: Regions, entities: Sequence[Entity]) -> None:
        self.t, self.regions = tokens, regions
        self.entities = {e.id: e for e in entities}
        mentions = ((m.start, m.end, e.id, m.form) for e in entities for m in e.mentions)
        ordered = sorted(mentions, key=lambda m: (m[0], -m[1], m[2]))
        self.mentions = ByPlace((m[0], m[1], m) for m in ordered)
        self.spoken: list[tuple[int, tuple[str, ...]]] = []  # (token of the speaker, entities)
        self.nameless: tuple[int, Statement] | None = None  # the last one who spoke of whom the report has no name
        self._genders: dict[str, frozenset[str]] = {}

    def resolve(self, statement: Statement, quoters: Sequence[str] = ()) -> tuple[str, ...]:
        """Ids of the entities that speak, in text order; empty where no entity is named.

        Args:
            statement: in the order of the report, each after the one that it stands in.
            quoters: whose quotation marks it stands in: they say "I" of themselves there, not "he".
        """
        k = statement.speaker
        if k < 0:
            return ()
        found: list[str] = []
        for head in self._heads(k):
            entity = self._of_head(head)
            if entity is not None and entity not in found:
                found.append(entity)
        barred = self._named_beyond(k, statement).union(quoters) if self.t.lower[k] in _PERSON else frozenset(quoters)
        if self.t.pos[k] == "PRON":
            found = [e for e in found if e not in barred]
        if found and self.t.lower[k] in _PERSON and not (self._denies(statement) or self._is_beside(k, found[0])):
            found = list(self._nearer(k, found[0], barred)) or found
        if found and self.t.lower[k] in _PERSON and self._is_only_told_of(found[0], k):
            return ()
        if not found and not (quoters and self.t.pos[k] == "PRON"):
            found = list(self._by_pronoun(k, barred))
        is_nobody = (
            not found and self.t.tag[k] != "NNS"
        )  # "officials said ... They said": of whom the report has no name
        said_at = statement.cue if statement.cue >= 0 else k
        if (
            not is_nobody and self.regions.at[said_at] < 0
        ):  # who speaks within somebody's words does not go on behind them
            self.spoken.append((k, tuple(found)))
        if is_nobody and self.t.lemma[k] in _somebodies() and self.regions.at[said_at] < 0:
            self.nameless = (k, statement)
        return tuple(found)

    def _is_only_told_of(self, antecedent: str, k: int) -> bool:
        """Whether a person is named in this paragraph only by the last speaker, who has no name: "the mayor said that Ida Moll
        had left. “…,” he said"."""
        t = self.t
        if self.nameless is None or t.paragraph[self.nameless[0]] != t.paragraph[k]:
            return False
        at, statement = self.nameless
        if any(place > at for place, _ in self.spoken):
            return False
        low = t.start[t.paragraphs[t.paragraph[k]][0]]
        near = self.mentions.touching(low, t.start[k])
        named = [
            start for start, _, e, form in near if e == antecedent and form != "pronoun" and low <= start < t.start[k]
        ]
        said = [(t.start[s], t.end[e - 1]) for s, e in statement.content]
        return bool(named) and all(any(s <= start < e for s, e in said) for start in named)

    def _is_beside(self, k: int, antecedent: str) -> bool:
        """Whether a pronoun is the subject of a side clause, and its antecedent that of the clause it stands beside: "Holm said Berg lied
        when he claimed it"."""
        t = self.t
        verb = t.head[k]
        above = t.children[t.head[verb]] if t.dep[verb] == "advcl" else ()
        return any(t.dep[i] in _SUBJECTS and self._of_head(i) == antecedent for i in above)

    def _denies(self, statement: Statement) -> bool:
        """Whether somebody denies: what was said before, as a rule, so that it is not he who said that."""
        entry = self.t.cue(statement.cue) if statement.cue >= 0 else None
        return entry is not None and entry.kind == "denial"

    def _named_beyond(self, k: int, statement: Statement) -> frozenset[str]:
        """Whom "he" cannot mean: those named in what he says in quotation marks, behind him in his clause, or asked about before it."""
        t, cue = self.t, statement.cue
        said = {i for start, end in statement.content for i in range(start, end)}
        places = [i for i in said if i > k or self.regions.at[i] >= 0]
        if cue >= 0:
            places += [i for i in range(k + 1, t.right[cue] + 1) if t.left[cue] <= i and i not in said]
            places += self._asked_about(cue)
        named = (
            entity
            for i in places
            for _, _, entity, form in self.mentions.touching(t.start[i], t.end[i])
            if form != "pronoun"
        )
        return frozenset(named)

    def _asked_about(self, cue: int) -> list[int]:
        """The words behind "asked about" before a cue: "asked about Berg, he said"."""
        t = self.t
        asked = (k for k in t.children[cue] if t.dep[k] == "advcl" and t.tag[k] == "VBN" and k < cue)
        return [
            i for k in asked for p in t.children[k] if t.lower[p] in ("about", "on") for i in range(p, t.right[p] + 1)
        ]

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

    def _by_pronoun(self, k: int, barred: frozenset[str]) -> tuple[str, ...]:
        """The last speaker of the fitting kind, for a pronoun that no mention covers; none of those barred."""
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
            if low in _PERSON and self._is_unknown_between(at, k):
                return ()
            if not entities:
                if low in _GROUP:
                    return ()
                continue
            if any(e in barred or self._is_of_other_gender(low, e) for e in entities):
                continue
            if all(self.entities[e].kind in kinds for e in entities) or (low in _GROUP and len(entities) > 1):
                return entities
        return self._subject_before(k, kinds, barred) if low in _PERSON else ()

    def _nearer(self, k: int, antecedent: str, barred: frozenset[str]) -> tuple[str, ...]:
        """Who spoke last, for "he" or "she" whose antecedent is not named in the paragraph, or nowhere since as the subject of a sentence;
        empty where that is no better."""
        t = self.t
        if not self.spoken:
            return ()
        at, entities = self.spoken[-1]
        is_someone = t.lemma[at] in _somebodies() or all(self.entities[e].kind == "person" for e in entities)
        if len(entities) != 1 or not is_someone or barred.intersection(entities):
            return ()
        low = t.paragraphs[t.paragraph[k]][0]
        before = self.mentions.touching(t.start[low], t.start[k])
        named = any(e == antecedent and t.start[low] <= start for start, _, e, form in before if form != "pronoun")
        surer = self._gender_known(antecedent) and not self._gender_known(entities[0])
        carries_on = (at >= low and not named) or (not surer and self._keeps_talking(at, k, entities[0]))
        return entities if carries_on and self._agrees(t.lower[k], at, entities[0]) else ()

    def _keeps_talking(self, at: int, k: int, speaker: str) -> bool:
        """Whether nobody else is the subject of a sentence from that of a speaker on, in this paragraph or the one before."""
        t = self.t
        if t.paragraph[k] - t.paragraph[at] > 1:
            return False
        subjects = self._main_subjects(t.sentences[t.sentence[at]][0], k)
        return all(i == at or self._of_head(i) == speaker or t.lower[i] in _PERSON for i in subjects)

    def _is_unknown_between(self, at: int, k: int) -> bool:
        """Whether a name that is nobody's is the subject of a sentence between two words."""
        after = self.t.sentences[self.t.sentence[at]][1]
        return any(self.t.pos[i] == "PROPN" and self._of_head(i) is None for i in self._main_subjects(after, k))

    def _main_subjects(self, low: int, high: int) -> list[int]:
        """The subjects of sentences between two words, outside quotation marks."""
        t = self.t
        words = (i for i in range(low, high) if t.dep[i] in _SUBJECTS and self.regions.at[i] < 0)
        return [i for i in words if self._is_main(t.head[i])]

    def _is_main(self, verb: int) -> bool:
        """Whether a verb is that of a sentence, or joined to it."""
        t = self.t
        while t.dep[verb] == "conj":
            verb = t.head[verb]
        return t.head[verb] == verb

    def _agrees(self, pronoun: str, at: int, entity: str) -> bool:
        """Whether "he" or "she" may be an entity: by its given name, or by the noun that it spoke under ("spokeswoman")."""
        words = (self.t.lemma[at], self.entities[entity].name.split()[0])
        known = {g for w in words if (g := title_genders().get(w) or gender_of_name(fold(w)))}
        return not known or known == {"m" if pronoun.startswith("h") and pronoun != "her" else "f"}

    def _subject_before(self, k: int, kinds: set[str], barred: frozenset[str]) -> tuple[str, ...]:
        """The nearest subject to the left in the same paragraph that names an entity of a kind, none of those barred."""
        t = self.t
        low = t.paragraphs[t.paragraph[k]][0]
        for i in range(k - 1, low - 1, -1):
            if t.dep[i] in _SUBJECTS and t.pos[i] == "PROPN":
                entity = self._mention_at(i)
                is_it = entity is not None and self.entities[entity].kind in kinds
                fits = is_it and entity not in barred
                if entity is not None and fits and not self._is_of_other_gender(t.lower[k], entity):
                    return (entity,)
        return ()

    def _is_of_other_gender(self, pronoun: str, entity: str) -> bool:
        """Whether "he" cannot be an entity: "Ms Oda", "spokeswoman Ida Moll"."""
        known = self._gender_known(entity)
        return len(known) == 1 and _GENDERS.get(pronoun, "") not in ("", *known)

    def _gender_known(self, entity: str) -> frozenset[str]:
        """What is known of the gender of an entity, looked up once."""
        if entity not in self._genders:
            self._genders[entity] = self._genders_of(self.entities[entity])
        return self._genders[entity]

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
