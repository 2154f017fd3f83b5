"""Whom a cue's own words name as the speaker, for contents that a rule has read off."""

from onrecord.language.quotation_contents import Finder
from onrecord.language.quotation_cues import DASHES
from onrecord.language.quotation_tokens import Tokens, load_speaker_nouns

_NAMING = frozenset({("according", "to"), ("words", "of")})
_RECORDINGS = frozenset(
    "audio clip film footage image photo photograph picture recording tape transcript video".split()
)
_BEFORE_NAME = frozenset({",", "”", '"', "''"})
_ASIDE = 14  # words between a name and its verb at most
_INVERTED = frozenset("add announce argue claim complain conclude declare explain insist note report say state".split())
_OF_NAMES = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_BEHIND = 4  # words behind the colon of a headline that may say whose words it gives


def own_speaker(finder: Finder, cue: int) -> int:
    """Subject, agent, possessor or prepositional object that names the speaker; a subject may be shared by conjunction."""
    t = finder.t
    if t.text[cue] == ":" or t.text[cue] in DASHES:
        return _named_beside(finder, cue)
    for k in t.children[cue]:
        if t.dep[k] == "agent" or (t.dep[k] == "prep" and (t.lower[cue], t.lower[k]) in _NAMING):
            return next((g for g in t.children[k] if t.dep[g] == "pobj"), -1)
    for named in (
        quoted_person(finder, cue),
        fronted_speaker(t, cue),
        owner_of_noun(t, cue),
        recorded_person(t, cue),
        name_before_aside(t, cue),
        inverted_speaker(t, cue),
    ):
        if named >= 0:
            return named
    at = cue
    for _ in range(4):
        own = [k for k in t.children[at] if t.dep[k] in ("nsubj", "poss")]
        own.sort(key=lambda k: finder.regions.at[k] != finder.regions.at[cue])  # a word of what is said does not say it
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


def fronted_speaker(t: Tokens, cue: int) -> int:
    """X in "Of Y, X, who ..., said", whom a parse takes for another name of Y; -1 where a sentence is not of this form."""
    low, high = t.sentences[t.sentence[cue]]
    first = next((k for k in range(low, high) if t.word[k]), cue)
    comma = next((k for k in range(first, cue) if t.text[k] == ","), -1)
    if t.lower[first] != "of" or t.tag[cue] not in ("VBD", "VBZ") or comma < 0 or t.tag[comma + 1] != "NNP":
        return -1
    last = next(k for k in range(comma + 1, cue + 1) if t.tag[k] != "NNP") - 1
    aside = t.text[last + 1] == "," and t.text[cue - 1] == "," and cue - 1 > last + 1
    return last if last + 1 == cue or aside else -1


def owner_of_noun(t: Tokens, cue: int) -> int:
    """Whose a noun for what is said is: "the contention of X that", "X has an argument that"; -1 for nobody's who could say it."""
    if t.tag[cue][:2] != "NN":
        return -1
    verb = t.head[cue]
    own = [k for k in t.children[cue] if t.dep[k] == "poss"]
    own += [
        g for k in t.children[cue] if t.lower[k] == "of" and k == cue + 1 for g in t.children[k] if t.dep[g] == "pobj"
    ]
    if t.dep[cue] == "dobj" and t.lemma[verb] in ("have", "make"):
        own += [k for k in t.children[verb] if t.dep[k] == "nsubj"]
    return own[0] if own and _could_own(t, own[0]) else -1


def _could_own(t: Tokens, noun: int) -> bool:
    """Whether a word is a name, a pronoun or a noun for those who speak."""
    return t.tag[noun] in ("NNP", "NNPS", "PRP", "PRP$") or bool(load_speaker_nouns().get(t.lemma[noun]))


def recorded_person(t: Tokens, cue: int) -> int:
    """X in "a video of X telling them", whom a parse lets the video tell, or makes a part of the "saying"; -1 for none."""
    name = cue - 1
    first = name
    while first > 0 and t.tag[first] == "NNP":
        first -= 1
    is_recorded = t.lower[first] == "of" and first > 0 and t.lemma[first - 1] in _RECORDINGS
    if t.lower[cue][-3:] != "ing" or first == name or not is_recorded:
        return -1
    return name


def name_before_aside(t: Tokens, cue: int) -> int:
    """X in "…, X, 58, told", "…, X, the head of the bank, wrote", where a parse finds no subject; -1 for none."""
    if (
        t.tag[cue] not in ("VBD", "VBZ")
        or t.text[cue - 1] != ","
        or any(t.dep[k][:5] == "nsubj" for k in t.children[cue])
    ):
        return -1
    low = max(t.sentences[t.sentence[cue]][0], cue - _ASIDE)
    comma = next((k for k in range(cue - 2, low, -1) if t.text[k] == ","), -1)
    is_aside = (
        comma > low and t.tag[comma - 1] == "NNP" and not any(t.pos[k] in ("VERB", "AUX") for k in range(comma, cue))
    )
    first = comma - 1
    while is_aside and first > low and t.tag[first - 1] == "NNP":
        first -= 1
    return comma - 1 if is_aside and first > low and t.text[first - 1] in _BEFORE_NAME else -1


def inverted_speaker(t: Tokens, cue: int) -> int:
    """X in "the dam was sound, argued X", where a parse does not make X the subject of the verb; -1 for nobody who speaks."""
    high = t.sentences[t.sentence[cue]][1]
    if t.lemma[cue] not in _INVERTED or t.tag[cue] not in ("VBD", "VBZ") or t.text[cue - 1] != ",":
        return -1
    if any(t.dep[k][:5] == "nsubj" and k < cue for k in t.children[cue]):
        return -1
    first = cue + 1
    last = (
        next((k for k in range(first, high) if t.pos[k] not in _OF_NAMES and t.tag[k] not in ("DT", "POS")), high) - 1
    )
    ends = last >= first and (last + 1 >= high or t.text[last + 1] in (",", ".") or t.tag[last + 1] == "IN")
    is_named = any(k < high and t.tag[k] in ("NNP", "NNPS") for k in (last, last + 2))  # "the manager, Ida Moll"
    is_named = is_named or bool(load_speaker_nouns().get(t.lemma[last]))
    return last if ends and t.pos[last] in ("NOUN", "PROPN") and is_named else -1


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
