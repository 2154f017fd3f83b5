"""Who is quoted by a paper, and the paper that quotes: "Y quoted X as saying that …", "“…,” X was quoted as saying"."""

from onrecord.language.quotation_contents import Finder, Fragments
from onrecord.language.quotation_rules_further import trim
from onrecord.language.quotation_speaker_rules import quoted_person


def quoted_as_saying(finder: Finder, cue: int) -> Fragments | None:
    """“...,” X was quoted as saying; Y quoted X as saying that ...: the one quoted speaks, not who quotes."""
    t = finder.t
    quoted = quoted_person(finder, cue)
    if quoted < 0:
        return None
    low = t.sentences[t.sentence[cue]][0]
    start = finder.next_word[t.left[quoted]]
    region = finder.regions.of(finder.past_word[start] - 1) if start > low else None
    if region is not None and t.dep[quoted] == "nsubjpass":
        return trim(finder, region.start, start, cue)
    clause = next((k for k in t.children[cue] if t.dep[k] == "ccomp" and k > cue), -1)
    if clause < 0 and t.dep[quoted] == "dobj":
        return _quoted_before_quoter(finder, cue, t.head[quoted])
    return trim(finder, t.left[clause], t.right[clause] + 1, cue) if clause >= 0 else None


def _quoted_before_quoter(finder: Finder, cue: int, verb: int) -> Fragments | None:
    """“...,” Y quoted X as saying. “...”: the quotation before Y, and the one that goes on behind the sentence."""
    t = finder.t
    subject = next((k for k in t.children[verb] if t.dep[k] == "nsubj" and k < verb), -1)
    start = finder.next_word[t.left[subject]] if subject >= 0 else 0
    before = finder.regions.of(finder.past_word[start] - 1) if start > t.sentences[t.sentence[cue]][0] else None
    if before is None or before.single:
        return None
    high = t.sentences[t.sentence[cue]][1]
    after = finder.regions.of(high) if high < len(t.text) and t.paragraph[high] - t.paragraph[cue] <= 1 else None
    first = (finder.next_word[before.start], finder.past_word[before.end])
    if after is None or after.single or after.start != high or not after.whole:
        return (first,)
    return (first, (finder.next_word[high], finder.past_word[after.end]))


def quotes_somebody(finder: Finder, cue: int) -> Fragments | None:
    """Y quoted X as saying that ...; “...,” Y quoted X as saying: Y vouches for no more than that X said so."""
    t = finder.t
    saying = next(
        (g for k in t.children[cue] if t.lower[k] == "as" for g in t.children[k] if t.lower[g] == "saying"), -1
    )
    if saying < 0 or t.dep[quoted_person(finder, saying)] != "dobj":
        return None
    told = trim(finder, t.left[quoted_person(finder, saying)], t.right[saying] + 1, cue)
    return told and tuple(sorted((*told, *(_quoted_before_quoter(finder, saying, cue) or ()))))
