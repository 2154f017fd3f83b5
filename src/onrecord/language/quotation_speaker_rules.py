"""Whom a cue's own words name as the speaker, for contents that a rule has read off."""

from onrecord.language.quotation_contents import Finder
from onrecord.language.quotation_cues import DASHES
from onrecord.language.quotation_tokens import Tokens, load_speaker_nouns

_NAMING = frozenset({("according", "to"), ("words", "of")})
_BEHIND = 4  # words behind the colon of a headline that may say whose words it gives


def own_speaker(finder: Finder, cue: int) -> int:
    """Subject, agent, possessor or prepositional object that names the speaker; a subject may be shared by conjunction."""
    t = finder.t
    if t.text[cue] == ":" or t.text[cue] in DASHES:
        return _named_beside(finder, cue)
    for k in t.children[cue]:
        if t.dep[k] == "agent" or (t.dep[k] == "prep" and (t.lower[cue], t.lower[k]) in _NAMING):
            return next((g for g in t.children[k] if t.dep[g] == "pobj"), -1)
    if quoted_person(finder, cue) >= 0:
        return quoted_person(finder, cue)
    at = cue
    for _ in range(4):
        own = [k for k in t.children[at] if t.dep[k] in ("nsubj", "poss")]
        if own:
            return t.head[t.head[own[0]]] if t.tag[own[0]] in ("WDT", "WP") and t.dep[at] == "relcl" else own[0]
        if t.dep[at] == "acl" and t.tag[at] == "VBG":
            return t.head[at]
        if t.dep[at] not in ("conj", "advcl", "xcomp"):
            return -1
        at = t.head[at]
    return -1


def _named_beside(finder: Finder, cue: int) -> int:
    """The head of the name before a colon or behind a dash."""
    t = finder.t
    low, high = t.paragraphs[t.paragraph[cue]]
    if names_speaker_behind(t, cue, low, high):
        return max(k for k in range(cue + 1, high) if t.word[k])
    words = range(low, cue) if t.text[cue] == ":" else range(cue + 1, high)
    nouns = [k for k in words if t.pos[k] in ("PROPN", "NOUN") and t.dep[k] not in ("compound", "amod")]
    return nouns[0] if nouns else next((k for k in words if t.pos[k] in ("PROPN", "NOUN")), -1)


def quoted_person(finder: Finder, cue: int) -> int:
    """Who is "quoted as saying", or whom somebody quotes as saying, seen from "saying"; -1 where nobody is."""
    t = finder.t
    verb = t.head[t.head[cue]]
    if t.lower[cue] != "saying" or t.lower[t.head[cue]] != "as" or t.lemma[verb] not in ("quote", "cite", "report"):
        return -1
    return next((k for k in t.children[verb] if t.dep[k] == "nsubjpass" or (t.dep[k] == "dobj" and k > verb)), -1)


def names_speaker_behind(t: Tokens, cue: int, low: int, high: int) -> bool:
    """Whether at most four words follow the colon of a headline, and the last is a noun for those who speak ("police", "state media")."""
    after = [k for k in range(cue + 1, high) if t.word[k]]
    if t.text[cue] != ":" or not t.headline[cue] or not 0 < len(after) <= _BEHIND or cue - low < _BEHIND:
        return False
    last = after[-1]
    is_speaker = bool(
        load_speaker_nouns().get(t.lower[last].removesuffix("s")) or load_speaker_nouns().get(t.lower[last])
    )
    return is_speaker and all(t.pos[k] in ("NOUN", "PROPN", "ADJ", "DET", "PART") for k in after)
