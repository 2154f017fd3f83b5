"""Statements by rules alone: what is used where no weights are wanted, and for statements inside statements.

Each rule reads one pattern of attribution off the parse and gives the content; the first of `RULES` that holds for a cue wins.
"""

from collections.abc import Callable
from functools import partial

from onrecord.language.quotation_contents import Finder, Fragments
from onrecord.language.quotation_cues import DASHES
from onrecord.language.quotation_quoters import quoted_as_saying, quotes_somebody
from onrecord.language.quotation_ranking import Statement
from onrecord.language.quotation_rules_further import (
    SPEECH,
    SUNG,
    around_saying,
    as_told,
    behind_apposition,
    behind_aside,
    fronted_of,
    had_this_to_say,
    in_the_words_of,
    inverted_behind,
    kind_of,
    noun_of_owner,
    recorded_saying,
    saying_according_to,
    topic_of_talk,
    trim,
    which_according_to,
)
from onrecord.language.quotation_speaker_rules import names_speaker_behind, own_speaker
from onrecord.language.quotation_speakers import speaker_span
from onrecord.language.quotation_tails import cut_tail

_UNSPOKEN = frozenset(
    {"allow", "know", "learn", "show", "mean", "persuade", "pretend", "forbid", "act", "clear", "perceive"}
)
_UNLISTED = frozenset({"according", "saying", "words"})
_LEAD = 12  # tokens that may stand between a cue and the quotation it brings
_OPENING_MARKS = frozenset({"“", "”", "‘", '"', "'", "``"})
#: What desks put before a colon, and nobody who speaks.
_LABELS = (
    ["update"], ["updated"], ["correction"], ["clarification"], ["exclusive"], ["breaking"], ["watch"], ["video"], ["photo"], ["photos"],
    ["analysis"], ["opinion"], ["note"], ["live"], ["latest"], ["developing"], ["recap"], ["explainer"], ["fact", "check"],
)  # fmt: skip
_NAME = 9  # tokens that the name before a colon may have at most


def quoted_beside_cue(finder: Finder, cue: int) -> Fragments | None:
    """“...,” X said; X said, “...”; and both: a stretch in quotation marks next to a cue of speech."""
    if kind_of(finder, cue) not in SPEECH or finder.t.tag[cue][:2] != "VB" or finder.regions.at[cue] >= 0:
        return None
    t, regions = finder.t, finder.regions
    resumed = [f for f in finder._resumptions(cue, []) if regions.of(f[0]) is not None]
    for hole in finder.hole_starts(cue):
        end = finder.past_word[hole]
        region = regions.of(end - 1) if end else None
        if region is None or region.start <= cue < region.end or t.paragraph[end - 1] != t.paragraph[cue]:
            continue
        low = t.sentences[t.sentence[cue]][0]
        start = finder.next_word[min(region.start, low) if region.start > low else region.start]
        return ((start, end), resumed[0]) if resumed else ((start, end),)
    return _quoted_after(finder, cue, resumed[0]) if resumed else None


def _quoted_after(finder: Finder, cue: int, quotation: tuple[int, int]) -> Fragments | None:
    """The quotation right of a cue with what leads into it; none where another verb stands between."""
    t = finder.t
    start, end = quotation
    high = t.sentences[t.sentence[cue]][1]
    if start - cue > _LEAD or (start >= high and t.text[high - 1] != ":"):
        return None
    clause = [t.left[k] for k in t.children[cue] if t.dep[k] == "ccomp" and cue < t.left[k] < start]
    first = finder.next_word[min([*clause, start])]
    return ((first, end),) if finder.verbs[first] == finder.verbs[cue + 1] else None


def clause_complement(finder: Finder, cue: int) -> Fragments | None:
    """X said (that) ...; ..., X said; X saying ...: a clause that depends on the cue."""
    t = finder.t
    if kind_of(finder, cue) in ("", "topic") or t.tag[cue][:2] not in ("VB", "NN", "JJ"):
        return None
    clauses = [k for k in t.children[cue] if t.dep[k] in ("ccomp", "acl" if t.tag[cue][:2] == "NN" else "ccomp")]
    for k in clauses:
        if k > cue:
            if t.tag[cue][:2] == "NN" and not any(t.lower[g] in ("that", "to", "whether") for g in t.children[k]):
                continue
            return trim(finder, t.left[k], t.right[k] + 1, cue)
        low = t.sentences[t.sentence[cue]][0]
        holes = [h for h in finder.hole_starts(cue) if h > low]
        if holes:
            return trim(finder, low, holes[0], cue)
    return None


def said_behind(finder: Finder, cue: int) -> Fragments | None:
    """..., X told the council on Monday: the sentence before the comma."""
    t = finder.t
    if kind_of(finder, cue) != "statement" or t.dep[cue] != "ROOT" or t.tag[cue] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    told = [k for k in t.children[cue] if t.dep[k] == "ccomp"]
    subject = next((k for k in t.children[cue] if t.dep[k] == "nsubj" and k < cue), -1)
    if len(told) != 1 or subject < 0 or not told[0] < t.left[subject] or t.text[t.left[subject] - 1] != ",":
        return None
    if t.right[told[0]] >= t.left[subject] - 1 or not any(t.dep[k][:5] == "nsubj" for k in t.children[told[0]]):
        return None
    return trim(finder, t.sentences[t.sentence[cue]][0], t.left[subject], cue)


def told_on(finder: Finder, cue: int) -> Fragments | None:
    """X said ..., adding that ...; X denied ..., saying ...: the clause behind a participle of a verb of saying."""
    t = finder.t
    above, entry = t.head[cue], t.cue(cue)
    if t.tag[cue] != "VBG" or t.dep[cue] != "advcl" or entry is None or entry.kind not in ("statement", "denial"):
        return None
    if _UNSPOKEN & set(entry.classes) or t.text[cue - 1] != "," or t.cue(above) is None or above > cue:
        return None
    return clause_complement(finder, cue)


def according_to(finder: Finder, cue: int) -> Fragments | None:
    """According to X, ...; ..., according to X: what the sentence says beside it."""
    t = finder.t
    if t.lower[cue] != "according":
        return None
    low, high = t.sentences[t.sentence[cue]]
    if finder.next_word[low] == cue:
        return trim(finder, t.right[cue] + 1, high, cue)
    left = (finder.next_word[low], finder.past_word[cue])
    rest = (finder.next_word[t.right[cue] + 1], finder.past_word[high])
    if left[0] >= left[1]:
        return None
    return (left, rest) if rest[0] < rest[1] and rest[1] - rest[0] > 2 and t.text[rest[0] - 1] == "," else (left,)


def as_claimed(finder: Finder, cue: int) -> Fragments | None:
    """..., as claimed by X; ..., as X says: the sentence before it."""
    t = finder.t
    first = finder.next_word[t.left[cue]]
    if (
        kind_of(finder, cue) not in SPEECH
        or t.dep[cue] not in ("advcl", "ccomp", "acl", "parataxis")
        or t.lower[first] != "as"
    ):
        return None
    low = t.sentences[t.sentence[cue]][0]
    if any(t.dep[k] in ("ccomp", "dobj", "xcomp") and k > cue for k in t.children[cue]):
        return None  # "…, as most shops continued to close early"
    if t.lower[cue + 1] == "on" and any(t.tag[k] == "VBG" for k in range(cue + 2, min(cue + 4, len(t.text)))):
        return None  # "…, as most shops went on closing early"
    return trim(finder, low, first, cue) if first > low else None


def denied_as_claimed(finder: Finder, cue: int) -> Fragments | None:
    """X never did ..., as claimed by Y: what stands behind the "never", for Y claims that X did and the outlet denies it."""
    t = finder.t
    whole = as_claimed(finder, cue)
    if whole is None:
        return None
    (low, high), verb = whole[0], t.head[cue]
    while low <= verb < high:
        negators = [k for k in t.children[verb] if t.dep[k] == "neg" and low <= k < verb]
        if negators:
            return trim(finder, negators[-1] + 1, high, cue)
        if t.dep[verb] != "conj":
            return None
        verb = t.head[verb]
    return None


def which_is_denied(finder: Finder, cue: int) -> Fragments | None:
    """X did ..., which Y denies: the clause before the comma; where somebody is cited with that clause, only the "which"."""
    t = finder.t
    if kind_of(finder, cue) != "denial" or t.dep[cue] not in ("relcl", "ccomp", "advcl") or t.tag[cue][:2] != "VB":
        return None
    first = finder.next_word[t.left[cue]]
    low, high = t.sentences[t.sentence[cue]]
    ends = finder.past_word[t.right[cue] + 1] == finder.past_word[high]
    if t.lower[first] != "which" or t.text[first - 1] != "," or not ends or finder.verbs[first] == finder.verbs[low]:
        return None
    above = t.head[cue]
    while t.dep[above] not in ("ccomp", "ROOT") and t.head[above] != above:
        above = t.head[above]
    is_cited = t.dep[above] == "ccomp" and t.cues[t.head[above]] is not None
    return trim(finder, first if is_cited else low, first + 1 if is_cited else first, cue)


def name_and_colon(finder: Finder, cue: int) -> Fragments | None:
    """NATO chief: no military solution; WALLACE: ...; a signature behind a dash."""
    t = finder.t
    low, high = t.paragraphs[t.paragraph[cue]]
    first = next((k for k in range(low, cue) if t.word[k]), cue)
    if t.text[cue] in DASHES:  # "WASHINGTON — As ..." has no signature
        return trim(finder, low, cue, cue) if t.text[low] in _OPENING_MARKS else None
    if t.text[cue] != ":" or not 0 < cue - first <= _NAME or finder.next_word[cue] >= high:
        return None
    named = any(t.pos[k] in ("PROPN", "NOUN") for k in range(first, cue)) and t.text[first][:1].isupper()
    verbal = any(t.pos[k] in ("VERB", "AUX", "NUM", "DET") or t.text[k] in (",", ";") for k in range(first, cue))
    short = all(t.text[k].isupper() for k in range(first, cue) if t.word[k])
    if t.lower[first:cue] in _LABELS:
        return None  # "UPDATE: the museum has closed"
    return trim(finder, cue + 1, high, cue) if named and not verbal and (short or t.headline[cue]) else None


def colon_and_name(finder: Finder, cue: int) -> Fragments | None:
    """ "Dam was known to leak: engineers' report": a headline that says at its end whose words it gives."""
    t = finder.t
    low, high = t.paragraphs[t.paragraph[cue]]
    return trim(finder, low, cue, cue) if names_speaker_behind(t, cue, low, high) else None


def infinitive_complement(finder: Finder, cue: int) -> Fragments | None:
    """X urged Y to ...; X called on Y to ...; X vowed to ...; a call for Y to ..."""
    t = finder.t
    entry = t.cue(cue)
    if entry is None or entry.kind not in ("request", "statement", "stance", "denial") or t.tag[cue][:2] != "VB":
        return None
    if not {"urge", "order", "recommend", "promise", "threaten", "refuse", "plan", "want", "hope"} & set(entry.classes):
        return None
    parts = [k for k in t.children[cue] if k > cue and t.dep[k] in ("xcomp", "ccomp", "dobj", "prep", "advcl")]
    if not any(
        t.dep[k] in ("xcomp", "ccomp") or (t.dep[k] == "prep" and t.lower[k] in ("on", "for", "upon")) for k in parts
    ):
        return None
    start = min(t.left[k] for k in parts)
    if t.tag[start] == "IN" and t.lower[start] in ("on", "for", "upon"):
        start += 1
    return trim(finder, start, max(t.right[k] for k in parts if t.dep[k] != "advcl") + 1, cue)


def stance_object(finder: Finder, cue: int) -> Fragments | None:
    """X condemned ..., X confirmed the readiness to ..., X expressed concern over ...; X and Y discussed ..."""
    t = finder.t
    entry = t.cue(cue)
    wanted = {
        "criticize",
        "accuse",
        "praise",
        "express",
        "discuss",
        "reiterate",
        "stress",
        "deny",
        "reject",
        "welcome",
        "predict",
    }
    if entry is None or t.tag[cue][:2] != "VB" or t.tag[cue] == "VBG" or not wanted & set(entry.classes):
        return None
    objects = [k for k in t.children[cue] if k > cue and t.dep[k] in ("dobj", "prep") and t.text[k] != "by"]
    if not any(t.dep[k] == "dobj" for k in objects) or own_speaker(finder, cue) < 0:
        return None
    last = max(
        t.right[k] for k in objects if t.dep[k] == "dobj" or t.lower[k] in ("for", "of", "over", "about", "as", "in")
    )
    return trim(finder, min(t.left[k] for k in objects), last + 1, cue)


#: The patterns of attribution in the order they are tried.
RULES: tuple[Callable[[Finder, int], Fragments | None], ...] = (
    which_according_to,
    saying_according_to,
    according_to,
    denied_as_claimed,
    as_claimed,
    as_told,
    fronted_of,
    had_this_to_say,
    around_saying,
    quoted_as_saying,
    quotes_somebody,
    which_is_denied,
    in_the_words_of,
    recorded_saying,
    inverted_behind,
    quoted_beside_cue,
    told_on,
    said_behind,
    behind_apposition,
    behind_aside,
    noun_of_owner,
    clause_complement,
    colon_and_name,
    name_and_colon,
    infinitive_complement,
    topic_of_talk,
    stance_object,
)

#: Rules surer than the rankers.
PREFERRED = frozenset(
    {
        "quoted_as_saying",
        "quotes_somebody",
        "denied_as_claimed",
        "colon_and_name",
        "as_told",
        "around_saying",
        "fronted_of",
        "had_this_to_say",
        "inverted_behind",
        "recorded_saying",
        "saying_according_to",
        "which_according_to",
    }
)
#: Rules sure enough to stand beside the rankers where those are silent.
TRUSTED = frozenset(
    {
        "according_to",
        "as_claimed",
        "which_is_denied",
        "in_the_words_of",
        "name_and_colon",
        "told_on",
        "said_behind",
        "behind_apposition",
        "behind_aside",
        "topic_of_talk",
    }
)


def may_nest(finder: Finder, statement: Statement) -> bool:
    """Whether a reading by rule is a speech act of somebody else, worth keeping inside another statement.

    What is only wanted, thought or hypothetical is not, nor is the "I think" of the one who is quoted.
    """
    t, cue = finder.t, statement.cue
    entry = t.cue(cue)
    if (
        statement.speaker < 0
        or statement.rule == "stance_object"
        or entry is None
        or entry.kind not in ("statement", "denial", "request", "question")
    ):
        return False
    if _UNSPOKEN & set(entry.classes) or t.lower[statement.speaker] in ("i", "we", "you"):
        return False
    return not any(t.tag[k] in ("MD", "TO") or t.dep[k] == "neg" for k in t.children[cue])


def apply_rules(finder: Finder) -> list[Statement]:
    """What the rules read off a report, cue by cue, in text order; readings may overlap."""
    found = []
    for cue in filter(partial(_may_attribute, finder), finder.cue_words):
        for rule in RULES:
            content = rule(finder, cue)
            if content is not None:
                speaker = own_speaker(finder, cue)
                if speaker >= 0 or (finder.t.tag[cue][:2] == "VB" and finder.t.cue(cue) is not None):
                    sure = (0.6 if speaker >= 0 else 0.3) + 0.001 * sum(e - s for s, e in content)
                    whole = cut_tail(finder, cue, content)
                    found.append(Statement(cue, whole, speaker, min(sure, 0.99), rule.__name__))
                break
    return found


def _may_attribute(finder: Finder, cue: int) -> bool:
    """Whether any rule can hold: all ask for a word of the lexicon, one of three others, or a mark."""
    t = finder.t
    known = t.cues[cue] is not None or t.lower[cue] in _UNLISTED or t.lemma[cue] in SUNG
    return known or t.text[cue] == ":" or t.text[cue] in DASHES


def named_span(finder: Finder, statement: Statement) -> tuple[int, int] | None:
    """Tokens of the speaker's noun phrase; None for nobody."""
    if statement.speaker < 0:
        return None
    low, high = speaker_span(finder.t, statement.speaker)
    taken = [i for s, e in statement.content for i in range(max(s, low), min(e, high))]
    if statement.cue >= 0 and low <= statement.cue < high:
        taken.append(statement.cue)
    for i in (i for i in taken if i != statement.speaker):  # a wrong parse may hang the content on the speaker
        low, high = (low, min(high, i)) if i > statement.speaker else (max(low, i + 1), high)
    return low, max(high, statement.speaker + 1)
