"""Names of one report gathered into identities: which name spans mean the same person, organisation, place or group."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.language.countries import countries, country_named, country_of_demonym
from onrecord.language.mentions import NameSpan
from onrecord.language.name_keys import fold
from onrecord.resources import read_words

Key = tuple[str, ...]


@dataclass
class Identity:
    """An entity in the making: lives within the stage only."""

    kind: str
    key: Key  # the folded words of its fullest name
    spans: list[NameSpan] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    country: str | None = None
    reasons: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest name printed; of equally full ones the first."""
        return max(self.spans, key=lambda s: (len(s.words), -s.start)).text

    def absorb(self, other: "Identity", reason: str) -> None:
        """Take over what the other one has."""
        self.spans += other.spans
        self.acronyms += other.acronyms
        self.country = self.country or other.country
        self.reasons += [reason, *other.reasons]
        if len(other.key) > len(self.key):
            self.key = other.key


def _organisation_words() -> frozenset[str]:
    return read_words("organisation_words.txt")


def _kind_of(spans: list[NameSpan]) -> str:
    """What most spans of one name were tagged as; a country is a place, whatever the tagger says."""
    words = spans[0].words
    if country_named(spans[0].text):
        return "place"
    if len(words) > 1 and words[-1] in _organisation_words():
        return "organisation"
    votes = Counter(s.kind for s in spans if s.kind)
    if not votes:
        return "other"
    best = max(votes.values())
    return min(
        (k for k, n in votes.items() if n == best), key=["person", "organisation", "place", "group", "other"].index
    )


def _same_words(spans: Iterable[NameSpan]) -> list[Identity]:
    groups: dict[Key, list[NameSpan]] = {}
    for span in spans:
        code = country_named(span.text)
        demonym = None if code else country_of_demonym(span.text)
        key = (code,) if code else ((demonym, "people") if demonym else span.words)
        groups.setdefault(key, []).append(span)
    found = []
    for key, members in groups.items():
        if key[-1] == "people" and key[0] in countries():
            found.append(Identity("group", members[0].words, members, country=key[0]))
        elif len(key) == 1 and key[0] in countries():
            found.append(Identity("place", members[0].words, members, country=key[0]))
        else:
            found.append(Identity(_kind_of(members), key, members))
    return found


def _initials(words: Key) -> str:
    return "".join(w[0] for w in words if w not in ("of", "the", "and", "for", "in", "on", "de", "la"))


def _is_acronym(identity: Identity) -> bool:
    text = identity.spans[0].text.replace(".", "")
    return len(identity.key) == 1 and 2 <= len(text) <= 7 and sum(c.isupper() for c in text) >= max(2, len(text) - 2)


def _defined_acronym(short: Identity, long: Identity) -> bool:
    """Whether the report prints "long (SHORT)"."""
    for a in short.spans:
        doc = a.paragraph.doc
        if a.first and doc[a.first - 1].text == "(":
            for b in long.spans:
                if b.paragraph is a.paragraph and 0 <= a.first - 1 - b.last <= 1:
                    return True
    return False


def _join_acronyms(found: list[Identity]) -> list[Identity]:
    rest = []
    longs = [i for i in found if len(i.key) > 1 and i.kind != "person"]
    for identity in found:
        target = None
        if _is_acronym(identity) and identity.country is None:
            defined = [i for i in longs if _defined_acronym(identity, i)]
            spelt = [i for i in longs if _initials(i.key) == fold(identity.spans[0].text).replace(".", "")]
            target = next(iter(defined), spelt[0] if len(spelt) == 1 else None)
        if target is None:
            rest.append(identity)
        else:
            target.acronyms.append(identity.spans[0].text)
            target.absorb(identity, f"“{identity.spans[0].text}” is the acronym of “{target.name}”.")
    return rest


def _surname_of(short: Key, full: Key) -> bool:
    return len(short) < len(full) and full[-len(short) :] == short


def _bare(key: Key) -> Key:
    """Without Arabic articles, so that "al-Qaddafi" meets "Qaddafi"."""
    return tuple(w for w in key if w not in ("al", "el")) or key


def _join_surnames(found: list[Identity]) -> list[Identity]:
    people = [i for i in found if i.kind == "person" and len(_bare(i.key)) > 1]
    rest = []
    for identity in found:
        fits = []
        if len(_bare(identity.key)) == 1 and identity.country is None and not _is_acronym(identity):
            fits = [p for p in people if p is not identity and _surname_of(_bare(identity.key), _bare(p.key))]
        if len(fits) == 1:
            fits[0].absorb(identity, f"“{identity.spans[0].text}” is the surname of “{fits[0].name}” in this report.")
        else:
            rest.append(identity)
    return rest


def _join_short_organisations(found: list[Identity]) -> list[Identity]:
    rest = []
    longs = [i for i in found if i.kind == "organisation" and len(i.key) > 1]
    for identity in found:
        fits = []
        if identity.kind != "person" and identity.country is None:
            fits = [o for o in longs if o is not identity and _is_short_form(identity.key, o.key)]
        if len(fits) == 1:
            fits[0].absorb(identity, f"“{identity.spans[0].text}” is short for “{fits[0].name}” in this report.")
        else:
            rest.append(identity)
    return rest


def _is_short_form(short: Key, full: Key) -> bool:
    more = full[len(short) :]
    return len(short) < len(full) and full[: len(short)] == short and all(w in _organisation_words() for w in more)


def gather_identities(spans: Iterable[NameSpan]) -> list[Identity]:
    """Identities in the order of their first mention."""
    found = _same_words(spans)
    for join in (_join_acronyms, _join_surnames, _join_short_organisations):
        found = join(found)
    for identity in found:
        identity.spans.sort(key=lambda s: s.start)
    return sorted(found, key=lambda i: i.spans[0].start)
