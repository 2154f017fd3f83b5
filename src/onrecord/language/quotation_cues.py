"""Words that may attribute a statement, and what their surroundings look like.

A cue is a verb, noun, adjective or adverb, "according", or a colon. Features are names of structure and word class only: part of
speech, dependency, closed function words, classes of the lexicon, distances. No open-class word is ever part of a feature.
"""

from functools import cache

from onrecord.language.quotation_regions import Regions
from onrecord.language.quotation_tokens import FUNCTION, Tokens, load_cues, load_speaker_nouns

_LIGHT = frozenset({"be", "have", "do"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_MODALS = frozenset("will would can could may might must should shall".split())
_NEGATIONS = frozenset("not n't n’t never no neither nor hardly".split())
_PERSONAL = frozenset("i we you he she they it".split())
DASHES = frozenset({"-", "–", "—", "―", "--", "~"})


def find_cue_words(t: Tokens, regions: Regions) -> list[int]:
    """Indices of all tokens that may be the head of a cue, in text order."""
    found = []
    for i, tag in enumerate(t.tag):
        kind = tag[:2]
        if kind == "VB":
            worth = _attributes(t, i)
        elif t.text[i] == ":" or t.lower[i] == "according":
            worth = True
        elif kind in ("NN", "JJ"):
            worth = (t.cues[i] is not None and t.right[i] > i) or t.lower[i] == "saying"
        elif kind in ("RB", "IN"):
            worth = t.cues[i] is not None
        else:
            worth = t.text[i] in DASHES and _signs(t, regions, i)
        if worth:
            found.append(i)
    return found


def _attributes(t: Tokens, i: int) -> bool:
    """Whether a verb is worth a look: no auxiliary; known to the lexicon or with something on its right."""
    dep = t.dep[i]
    if dep in ("aux", "auxpass"):
        return False
    known = t.cues[i] is not None
    if dep == "xcomp":
        return known and t.right[i] > i
    return known or dep == "ROOT" or t.right[i] > i


def _signs(t: Tokens, regions: Regions, i: int) -> bool:
    """Whether a dash stands between a quotation and what ends the paragraph, as before a signature."""
    high = t.paragraphs[t.paragraph[i]][1]
    return i > 0 and regions.at[i - 1] >= 0 and regions.at[i] != regions.at[i - 1] and i + 1 < high <= i + 30


def find_subject(t: Tokens, i: int) -> int:
    """The subject of a predicate, its own or one shared along conjunctions and open complements; -1 for none."""
    for _ in range(5):
        own = [k for k in t.children[i] if t.dep[k] in ("nsubj", "nsubjpass")]
        if own:
            return own[-1] if t.dep[i] != "ccomp" else own[0]
        if t.dep[i] not in ("conj", "xcomp", "advcl", "ccomp", "prep", "pcomp", "dobj", "attr", "acomp", "aux", "pobj"):
            return -1
        i = t.head[i]
    return -1


def describe_noun(t: Tokens, i: int) -> list[str]:
    """What kind of speaker a noun could be: pronoun, named entity, class of the lexicon."""
    if i < 0:
        return ["none"]
    names = []
    if t.pos[i] == "PRON":
        low = t.lower[i]
        names.append("pron:" + (low if low in _PERSONAL or low in ("who", "which", "that", "this") else "other"))
    if t.ent[i]:
        names.append("ent:" + t.ent[i])
    names += ["who:" + c for c in load_speaker_nouns().get(t.lemma[i], ())]
    cue = t.cue(i)
    if cue is not None and t.pos[i] == "NOUN":
        names.append("cuenoun")
    names.append("tag:" + t.tag[i])
    return names


def word_class(t: Tokens, i: int) -> str:
    """A closed-class word or mark as itself, anything else as its tag."""
    return t.shape[i] if 0 <= i < len(t.shape) else "edge"


def describe_cue(t: Tokens, regions: Regions, i: int) -> list[str]:
    """Names of what is true of a possible cue."""
    names = ["tag=" + t.tag[i], "dep=" + t.dep[i]]
    names += _lexical(t, i, "")
    names += _children(t, i)
    names += _upwards(t, i)
    names += _neighbours(t, regions, i)
    return names


def _lexical(t: Tokens, i: int, prefix: str) -> list[str]:
    cue = t.cue(i)
    if cue is None:
        return [prefix + "class=none:" + t.pos[i], *(prefix + "other=" + p for p in _parts().get(t.lemma[i], ()))]
    return [prefix + "class=" + t.tag[i][0] + ":" + c for c in cue.classes] + [prefix + "kind=" + cue.kind]


@cache
def _parts() -> dict[str, tuple[str, ...]]:
    """The parts of speech, of verb, noun and adjective, in which the lexicon has a lemma."""
    found: dict[str, tuple[str, ...]] = {}
    for part in "VNA":
        for lemma, other in load_cues():
            if other == part:
                found[lemma] = (*found.get(lemma, ()), part)
    return found


def _children(t: Tokens, i: int) -> list[str]:
    names = []
    for k in t.children[i]:
        side = "<" if k < i else ">"
        dep = t.dep[k]
        if dep == "punct":
            continue
        names.append("child" + side + dep)
        if dep in ("prep", "prt", "agent", "mark"):
            names.append("child" + side + dep + ":" + (t.lower[k] if t.lower[k] in FUNCTION else "other"))
            names += [
                "prep:" + (t.lower[k] if t.lower[k] in FUNCTION else "other") + ">" + t.dep[g] for g in t.children[k]
            ]
        elif dep in ("aux", "auxpass", "neg"):
            names.append(
                "aux="
                + (
                    t.lower[k]
                    if t.lower[k] in _MODALS
                    else "to"
                    if t.tag[k] == "TO"
                    else t.lemma[k]
                    if t.lemma[k] in _LIGHT
                    else dep
                )
            )
        elif dep in ("ccomp", "xcomp", "advcl", "acl", "relcl", "parataxis"):
            names += _clause(t, k, side + dep)
        elif dep in ("dobj", "attr", "acomp", "oprd", "dative", "pobj"):
            names.append("obj:" + dep + ":" + t.tag[k])
            names += _lexical(t, k, "obj:")
            names += ["obj>" + t.dep[g] for g in t.children[k] if g > k]
            names += ["obj." + n for n in describe_noun(t, k)[:1]]
    names += ["subj." + n for n in describe_noun(t, find_subject(t, i))]
    own = [k for k in t.children[i] if t.dep[k] in _SUBJECTS]
    names += ["own:" + t.dep[k] + ("<" if k < i else ">") for k in own]
    if not own:
        names.append("own:none")
    return names


def _clause(t: Tokens, k: int, prefix: str) -> list[str]:
    """How a complement clause is introduced, whether it has its own subject, and its verb form."""
    intro = next((t.lower[g] for g in t.children[k] if t.dep[g] == "mark"), None)
    if intro is None:
        intro = (
            "to"
            if any(t.tag[g] == "TO" for g in t.children[k])
            else "wh"
            if t.tag[t.left[k]] in ("WP", "WRB", "WDT")
            else "zero"
        )
    subject = any(t.dep[g] in ("nsubj", "nsubjpass", "expl") for g in t.children[k])
    return [
        f"{prefix}:{intro}" if intro in FUNCTION or intro in ("wh", "zero") else prefix + ":other",
        f"{prefix}:subj={subject}",
        prefix + ":" + t.tag[k],
    ]


def _upwards(t: Tokens, i: int) -> list[str]:
    names, head = [], t.head[i]
    names.append("head=" + (t.pos[head] if head != i else "root"))
    if head != i:
        names.append("head<" if head < i else "head>")
        names += _lexical(t, head, "head:")
        names.append("headdep=" + t.dep[head])
        names.append(t.dep[i] + "|" + t.pos[head])
    up, depth = i, 0
    while t.head[up] != up and depth < 8:
        via = t.dep[up]
        up = t.head[up]
        depth += 1
        if depth <= 4:
            cue = t.cue(up)
            if cue is not None and t.tag[up].startswith("VB"):
                names += [f"above:{via}:{cue.kind}", "above:" + cue.classes[0]]
                names.append("above:" + via)
    names.append(f"depth={min(depth, 6)}")
    return names


def _neighbours(t: Tokens, regions: Regions, i: int) -> list[str]:
    low, high = t.sentences[t.sentence[i]]
    one, two = word_class(t, i + 1), word_class(t, i + 2)
    names = ["prev=" + word_class(t, i - 1), "next=" + one, "prev2=" + word_class(t, i - 2), "next2=" + two]
    names.append("next12=" + one + "_" + two)
    region = regions.of(i)
    length = (
        "none"
        if region is None
        else "single"
        if region.single
        else "long"
        if region.end - region.start > 6
        else "short"
    )
    names.append("in=" + length)
    names += _marks(t, regions, i, low, high)
    if t.text[i] == ":" or t.text[i] in DASHES:
        names += _separator(t, i)
    names.append("headline" if t.headline[i] else "body")
    if t.paragraphs[t.paragraph[i]][0] == low:
        names.append("first in paragraph")
    size = high - low
    names.append("size=" + str(min(size // 8, 6)))
    names.append("from start=" + str(min((i - low) // 3, 5)))
    names.append("to end=" + str(min((high - i) // 3, 5)))
    if not _NEGATIONS.isdisjoint(t.lower[max(low, i - 3) : i]):
        names.append("negated")
    if t.lower[low] in ("if", "when", "while", "as", "but", "and"):
        names.append("begins:" + t.lower[low])
    return names


def _separator(t: Tokens, i: int) -> list[str]:
    """What stands before and after a colon or dash: a short name at the start of a line, the end of the line, capitals."""
    low, high = t.paragraphs[t.paragraph[i]]
    first = next((k for k in range(low, i) if t.word[k]), i)
    before, after = i - first, high - i - 1
    names = [
        f"sep:before={min(before, 8)}",
        f"sep:after={min(after, 2)}",
        "sep:" + ("colon" if t.text[i] == ":" else "dash"),
    ]
    names.append(
        f"sep:capitals={first < i and all(t.text[k].isupper() for k in range(first, i) if t.word[k])}:{min(before, 4)}"
    )
    names.append(
        f"sep:name={first < i and all(t.pos[k] == 'PROPN' for k in range(first, i) if t.word[k])}:{min(before, 4)}"
    )
    names.append(f"sep:verb before={any(t.pos[k] in ('VERB', 'AUX') for k in range(max(first, i - 20), i))}")
    return names


def _marks(t: Tokens, regions: Regions, i: int, low: int, high: int) -> list[str]:
    """Where the next stretches in quotation marks lie, seen from the cue, and what stands between."""
    names = []
    before, after = regions.before[i], regions.after[i]
    before = before if before > max(low - 2, i - 20) else -1
    after = after if after <= min(high, i + 24, len(t.text) - 1) else -1
    for side, k, gap in (("<", before, i - before), (">", after, after - i)):
        if k < 0:
            names.append("quote" + side + "none")
            continue
        region = regions.items[regions.at[k]]
        length = "long" if region.end - region.start > 12 else "mid" if region.end - region.start > 6 else "short"
        names.append(f"quote{side}{length}:{min(gap, 8) if gap < 5 else 8 if gap < 9 else 20}")
        inner = slice(k + 1, i) if side == "<" else slice(i + 1, k)
        names.append(f"quote{side}:verbs={min(2, t.pos[inner].count('VERB'))}")
        names.append(f"quote{side}comma={',' in t.text[inner] or t.text[region.end - 2] == ','}")
    return names


def describe_company(t: Tokens, i: int, chance: dict[int, float], cues: list[int]) -> list[str]:
    """How sure the cue itself is, and the surest of those above it in the tree, below it, and to its sides.

    Args:
        t: the report.
        i: the cue.
        chance: how likely each word of `cues` is a cue.
        cues: the likely cues of its sentence.
    """
    above = below = left = right = 0.0
    for k in cues:
        if k == i:
            continue
        p = chance[k]
        if t.left[k] <= i <= t.right[k]:
            above = max(above, p)
        elif t.left[i] <= k <= t.right[i]:
            below = max(below, p)
        elif k < i:
            left = max(left, p)
        else:
            right = max(right, p)
    own = chance[i]
    names = [f"chance={int(own * 10)}", f"above={int(above * 5)}", f"below={int(below * 5)}", f"left={int(left * 5)}"]
    return [*names, f"right={int(right * 5)}", f"rank={sum(chance[k] > own for k in cues)}"]
