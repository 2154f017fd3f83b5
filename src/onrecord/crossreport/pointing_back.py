"""Denials that point back to what their own report told before: "no such letter existed", "the inspection never took place", "denied the
accusation", "the family denies this", "said that was false"; and what is said instead, right behind."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from onrecord.crossreport.conflicts import Dispute
from onrecord.crossreport.messages import tells_somebody
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.language.governing import governors
from onrecord.language.verdicts import ACCOUNTS, FALSE_OF_ACCOUNTS
from onrecord.language.word_relations import likeness
from onrecord.model import Term

_ALIKE = 0.75  # likeness from which a word of the denial counts as told
_NEAR = 400  # characters before a denial in which stands what it points back to
_MUCH_BEFORE = 40  # characters of a sentence
_NO_SUCH = re.compile(r"\b(?:no|any) such (?:[\w-]+ ){0,2}?([\w-]+)\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:the|that|this|those|these|such) $", re.IGNORECASE)
_DEMONSTRATIVE = re.compile(r"\b(?:this|that|these|those) $", re.IGNORECASE)
_ARGUMENTS = ("subject", "object", "oblique")
_NEUTRAL = frozenset({"claim", "assertion"})
_ACCOUNTS = frozenset("accusation allegation charge claim assertion suggestion".split())
#: Nouns, those among them, that "this" and "that" make stand for what was told.
_FINDINGS = ACCOUNTS | frozenset(
    "finding version theory conclusion notion idea narrative explanation portrayal view".split()
)
_WRONG = frozenset({"wrong", "mistaken", "lie"})
_MARKED = _FINDINGS | _WRONG
_NOT_ONE = frozenset({"charge"})  # "denied the charge" may be of a court's
_PARTING = re.compile(r"[;:]|\b(?:but|and|while|whereas|though|although|yet)\b", re.IGNORECASE)
_BEHIND = re.compile(r"(?: (?:this|that|it))?[^\w\n]{1,6}")  # between a denial and what is said instead
_MAY = re.compile(r"\b(?:may|might|could)\b")
_OPENING = re.compile(
    r"(?:(?:\w+ )?(?:minutes?|hours?|days?|weeks?|months?|years?|moments?|shortly|soon|just|right|even|only) )?"
    r"(?:after|before|when|while|because|since|until|who|which|whose)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"\b(?:after|before|when|while|as|because|since|until|who|which|where|whose) $", re.IGNORECASE)
_THIS = re.compile(r"\b(?:this|that|these|those)\b", re.IGNORECASE)
#: The auxiliaries that "it was not", "they didn't", "she has not" answer to.
_AUXILIARIES = {
    "be": re.compile(r"\b(?:am|is|are|was|were|been|being|['’]s|['’]re)\b", re.IGNORECASE),
    "have": re.compile(r"\b(?:has|have|had|['’]ve)\b", re.IGNORECASE),
    "modal": re.compile(r"\b(?:will|would|can|could|may|might|shall|should|must|wo|ca|cannot)\b", re.IGNORECASE),
}


def find_pointed(view: StoryView, denial: Telling, report: Sequence[Telling]) -> Iterator[Dispute]:
    """Disputes between a denial and what it points back to in its own report; none where it does not point, or both have one speaker.

    Args:
        view: the story.
        denial: any telling.
        report: the tellings of its report, by where they begin.

    Returns:
        `a` is what is denied, `b` the denial; and where something is said instead right behind ("denies it. “The train was not speeding,”
        said a spokesman"), one more with that.
    """
    for target in _pointed_at(view, denial, report):
        why = f"“{denial.text}” denies this: “{target.text}”"
        yield Dispute(target, denial, "negation", why)
        for other in _said_instead(view, denial, target, report) if is_pointer(denial) else ():
            yield Dispute(target, other, "negation", f"{why}, and “{other.text}” is said instead")


def is_pointer(telling: Telling) -> bool:
    """Whether a telling says no more than that somebody denies what was said before: without that, it tells nothing."""
    return telling.proposition.points_back


def is_one_speaker(a: Telling, b: Telling) -> bool:
    """Whether both are held by one speaker, or both by the outlet's own voice in one report."""
    return bool(a.speakers & b.speakers) or (
        a.report == b.report and a.proposition.quotation == b.proposition.quotation
    )


def is_one_mouth(view: StoryView, a: Telling, b: Telling) -> bool:
    """Whether two tellings of one report are held by one speaker, known or only printed alike."""
    if is_one_speaker(a, b):
        return True
    if a.report != b.report:
        return False
    mine, theirs = (_speaker_words(view, t) for t in (a, b))
    return bool(mine and theirs) and (set(mine) <= set(theirs) or set(theirs) <= set(mine)) and mine[-1] == theirs[-1]


def _speaker_words(view: StoryView, telling: Telling) -> list[str]:
    quotation, text = view.quotation(telling.report, telling.proposition.quotation), view.of(telling.report).report.text
    return " ".join(s.of(text) for s in quotation.speaker).lower().split() if quotation is not None else []


def _pointed_at(view: StoryView, denial: Telling, report: Sequence[Telling]) -> list[Telling]:
    points = denial.proposition.points_back
    if not (points or denial.proposition.negative or any(t.lemma in _MARKED for t in denial.proposition.terms)):
        return []
    at = denial.proposition.spans[0].start
    low, high = (bisect_left(report, x, key=lambda t: t.proposition.spans[0].start) for x in (at - _NEAR, at + points))
    before = [t for t in report[low:high] if t.is_told_as_so and not is_pointer(t)]
    before.sort(key=lambda t: t.proposition.spans[0].start, reverse=True)
    if points:
        return _told_just_before(view, denial, [t for t in before if not _MAY.search(t.text)])
    before = [t for t in before if not is_one_mouth(view, t, denial)]
    for rule, of_plans in POINTERS:
        if (found := rule(view, denial, before if of_plans else [t for t in before if t.is_actual])) is not None:
            return [found]
    return []


def _told_just_before(view: StoryView, denial: Telling, before: Sequence[Telling]) -> list[Telling]:
    """ "He denies that", "the family have always denied this": what the nearest quotation of somebody else holds, in the sentence before or
    earlier in this one; where somebody denies it who is named, and nobody is cited there, what the outlet tells in the sentence before."""
    before = [t for t in before if not _is_inside(t, denial)]
    near = [t for t in before if sentences_between(view, t, denial) in (0, 1)]
    if _is_told_on(view, denial):
        near = [t for t in near if not sentences_between(view, t, denial)]
    if denial.proposition.negative:
        near = [t for t in near if sentences_between(view, t, denial) or _is_parted(view, t, denial)]
    if not near:
        near = _told_before_comment(view, denial, before)
    named = [t for t in near if _is_content_of(view, denial, t)]
    if named:
        return _outermost(named)  # "the firm paid him, which his lawyer denies"
    cited = [t for t in near if _speaker_words(view, t) and not is_one_mouth(view, t, denial)]
    cited = [t for t in cited if t.proposition.quotation == cited[0].proposition.quotation]
    is_by_another = _THIS.search(denial.text) if not denial.proposition.negative else _is_elliptic(denial)
    is_held = denial.proposition.quotation is not None or denial.proposition.claimed_by is not None
    if not cited and is_by_another and is_held:
        cited = _told_by_outlet(view, denial, near)
    main = [t for t in _outermost(cited) if not _is_beside(view, t)]
    return [t for t in main if _is_answered(denial, t)]


def _is_inside(telling: Telling, denial: Telling) -> bool:
    """Whether a clause only says who denies: "the firm, which runs the dam, denies this"."""
    start, end = denial.proposition.spans[0].start, denial.proposition.spans[-1].end
    return start <= telling.proposition.spans[0].start and telling.proposition.spans[-1].end <= end


def _is_told_on(view: StoryView, denial: Telling) -> bool:
    """Whether the sentence has told much before who denies it: "…, although the ministry disputes this"."""
    if denial.proposition.negative:
        return False  # "relatives gathered at the gate said this was not true"
    sentences, at = view.of(denial.report).sentences, denial.proposition.spans[0].start
    own = bisect_right(sentences, at, key=lambda s: s.start) - 1
    return own >= 0 and at - sentences[own].start >= _MUCH_BEFORE


def _is_parted(view: StoryView, telling: Telling, denial: Telling) -> bool:
    """Whether "but", "and" or a semicolon stands between two clauses of a sentence: a clause that says who denies is not denied."""
    text = view.of(denial.report).report.text
    return _PARTING.search(text, telling.proposition.spans[-1].end, denial.proposition.spans[0].start) is not None


def _told_before_comment(view: StoryView, denial: Telling, before: Sequence[Telling]) -> list[Telling]:
    """What is cited two sentences before, where the one between is quoted and tells nothing: “Anybody could have walked in,” he said."""
    sentences = view.of(denial.report).sentences
    at = bisect_right(sentences, denial.proposition.spans[0].start, key=lambda s: s.start) - 2
    if at < 0 or not view.is_quoted(denial.report, sentences[at].start, sentences[at].end):
        return []
    return [t for t in before if t.proposition.quotation and sentences_between(view, t, denial) == 2]


def _is_content_of(view: StoryView, denial: Telling, telling: Telling) -> bool:
    """Whether the quotation of a denial holds a telling as what is denied."""
    quotation = view.quotation(denial.report, denial.proposition.quotation)
    if quotation is None or quotation.class_ != "denial" or telling.proposition.quotation == quotation.id:
        return False
    if any(t.lemma in ACCOUNTS for t in telling.proposition.terms):
        return False  # "is criticised for claims that he lied, which he denies": not that he is criticised
    return all(any(c.contains(s) for c in quotation.content) for s in telling.proposition.spans)


def _told_by_outlet(view: StoryView, denial: Telling, near: Sequence[Telling]) -> list[Telling]:
    """What the outlet tells right before in the same paragraph."""
    text, at = view.of(denial.report).report.text, denial.proposition.spans[0].start
    found = [t for t in near if "\n" not in text[t.proposition.spans[0].start : at]]
    if any(t.proposition.quotation for t in found):
        return []
    nearest = min((sentences_between(view, t, denial) for t in found), default=0)
    return [t for t in found if sentences_between(view, t, denial) == nearest]


def _outermost(tellings: Sequence[Telling]) -> list[Telling]:
    """Without the clauses that stand within others ("a fault that the company knew of")."""
    bounds = [(t.proposition.spans[0].start, t.proposition.spans[-1].end) for t in tellings]
    return [
        t
        for t, (start, end) in zip(tellings, bounds, strict=True)
        if not any(s <= start and end <= e and e - s > end - start for s, e in bounds)
    ]


def _is_beside(view: StoryView, telling: Telling) -> bool:
    """Whether a clause only says when, why or who: "two days before the firm collapsed", "after he had left"."""
    text, start = view.of(telling.report).report.text, telling.proposition.spans[0].start
    return _OPENING.match(telling.text) is not None or _LEADING.search(text[max(0, start - 12) : start]) is not None


def _is_elliptic(denial: Telling) -> bool:
    """ "It was not", "they did not"."""
    terms = denial.proposition.terms
    return denial.proposition.negative and bool(terms) and all(t.pos == "PRON" for t in terms)


def _is_answered(denial: Telling, target: Telling) -> bool:
    """Whether "it was not" or "they did not" can be said of what is told: of "was anonymous", not of "has left". Other denials can."""
    if not _is_elliptic(denial):
        return True
    people = denial.subjects and target.subjects
    if people and not denial.subjects & target.subjects:
        return False
    mine, theirs = (
        {name for name, pattern in _AUXILIARIES.items() if pattern.search(t.text)} for t in (denial, target)
    )
    return mine <= theirs if mine else not theirs


def _said_instead(view: StoryView, denial: Telling, target: Telling, report: Sequence[Telling]) -> list[Telling]:
    """What is quoted right behind a denial: behind a colon, or in the next sentence where it is told in the negative and what is denied is
    not, or the other way round."""
    text, end = view.of(denial.report).report.text, denial.proposition.spans[-1].end
    first = bisect_left(report, end, key=lambda t: t.proposition.spans[0].start)
    found: list[Telling] = []
    for other in report[first:]:
        start = other.proposition.spans[0].start
        if found and start > found[0].proposition.spans[0].start:
            break
        between = text[end:start]
        if not found and not _BEHIND.fullmatch(between):
            break
        turned = other.proposition.negative != target.proposition.negative
        if (
            other.proposition.quotation
            and other.is_actual
            and not is_one_mouth(view, other, target)
            and (turned or ":" in between)
        ):
            found.append(other)
    return found


def no_such(view: StoryView, denial: Telling, before: Sequence[Telling]) -> Telling | None:
    """ "no such letter existed": the nearest telling of a letter; where no word told of one, what the sentence before told in that
    paragraph."""
    match = _NO_SUCH.search(denial.text) if denial.proposition.negative else None
    if match is None:
        return None
    noun, before = _lemma_at(denial, match.group(1)), [t for t in before if not t.proposition.negative]
    same = next((t for t in before if any(likeness(x.lemma, noun) >= _ALIKE for x in t.proposition.terms)), None)
    text, at = view.of(denial.report).report.text, denial.proposition.spans[0].start
    near = (t for t in before if _is_in_sentence_before(view, t, denial))
    return same or next(
        (
            t
            for t in near
            if tells_somebody(t, noun)
            or (t.proposition.quotation and "\n" not in text[t.proposition.spans[-1].end : at])
        ),
        None,
    )


def never_was(view: StoryView, denial: Telling, before: Sequence[Telling]) -> Telling | None:
    """ "the inspection never took place": the nearest telling that has the inspection as something that was."""
    terms = denial.proposition.terms
    did_not_happen = any(t.role == "root" and t.lemma in ("exist", "happen", "occur") for t in terms) or (
        [t.lemma for t in terms if t.role in ("root", "object")] == ["take", "place"]
    )
    if not (denial.proposition.negative and did_not_happen):
        return None
    text = view.of(denial.report).report.text
    first = next(
        (t for t in terms if t.role == "subject" and _POINTING.search(text[max(0, t.start - 8) : t.start])), None
    )
    if first is None:
        return None
    subject = [t for t in terms if t.role == "subject"][-1]  # "the crime statistics bureau": the bureau
    return next((t for t in before if not t.proposition.negative and _tells_of(t, {subject.lemma})), None)


def denied_account(view: StoryView, denial: Telling, before: Sequence[Telling]) -> Telling | None:
    """ "denied the accusation": the nearest thing that somebody else said in the tone of an accusation or a claim, else what somebody said
    in the sentence before of whoever denies it; "rejected the claim", "refuted that finding", "called the story untrue": whatever somebody
    said there."""
    terms, text = denial.proposition.terms, view.of(denial.report).report.text
    account = _account_of(denial, text)
    if account is None:
        return None
    said = [(t, q) for t in before if (q := view.quotation(t.report, t.proposition.quotation)) is not None]
    found = next((t for t, q in said if q.cue_tone in ("accuse", "claim")), None)
    if found is not None and account.lemma in _ACCOUNTS:
        return found
    about = {x.lemma for x in terms if x.role in ("subject", "other") and x.pos in ("NOUN", "PROPN")}
    is_one = text[account.start : account.end].lower() == account.lemma  # "the allegation" is one that was just told
    is_meant = is_one and (account.lemma not in _NOT_ONE or _is_called_false(denial))
    fits = _has_this(account, text) or account.lemma in _NEUTRAL or is_meant
    return next((t for t, _ in said if _is_in_sentence_before(view, t, denial) and (fits or _tells_of(t, about))), None)


def _account_of(denial: Telling, text: str) -> Term | None:
    """The noun for what somebody has told, where a clause denies just that: "the accusation", "that finding"; not "the claim that …"."""
    terms = denial.proposition.terms
    denies = _is_called_false(denial) or any(t.lemma in governors("negates") and t.pos == "VERB" for t in terms)
    account = next((t for t in terms if t.lemma in _FINDINGS and t.role in ("object", "root")), None)
    if not denies or account is None or (denial.proposition.negative and not denial.proposition.denied):
        return None
    if not _POINTING.search(text[max(0, account.start - 8) : account.start]):
        return None
    is_told = account.lemma in _ACCOUNTS or _is_called_false(denial) or _has_this(account, text)
    follows = text[account.end : account.end + 7].startswith((" that ", " of ", " by ", " agains"))
    return account if is_told and not follows else None


def _is_called_false(denial: Telling) -> bool:
    return any(t.lemma in FALSE_OF_ACCOUNTS for t in denial.proposition.terms)


def _has_this(account: Term, text: str) -> bool:
    """Whether "this" or "that" stands before it."""
    return _DEMONSTRATIVE.search(text[max(0, account.start - 8) : account.start]) is not None


def calls_speaker_wrong(view: StoryView, denial: Telling, before: Sequence[Telling]) -> Telling | None:
    """ "The university is wrong", "Brown is lying": what he who is called so said in the sentence before."""
    terms = denial.proposition.terms
    if denial.proposition.negative or not any(t.lemma in _WRONG and t.role == "root" for t in terms):
        return None
    if any(t.role in ("object", "oblique") for t in terms):
        return None  # "was wrong about the date", "lies in the valley"
    named = {t.lemma for t in terms if t.role == "subject" and t.pos != "PRON"}
    for telling in before:
        words = {w.strip(",.'’") for w in _speaker_words(view, telling)}
        is_it = bool(denial.subjects & telling.speakers) or bool(named and named <= words)
        if is_it and sentences_between(view, telling, denial) in (0, 1):
            return telling
    return None


def _tells_of(telling: Telling, words: set[str]) -> bool:
    return any(x.lemma in words and x.role in _ARGUMENTS for x in telling.proposition.terms)


def _is_in_sentence_before(view: StoryView, telling: Telling, denial: Telling) -> bool:
    return sentences_between(view, telling, denial) == 1


def sentences_between(view: StoryView, telling: Telling, denial: Telling) -> int:
    """How many sentences after a telling a denial stands; 0: in the same one."""
    sentences = view.of(denial.report).sentences
    at = [bisect_right(sentences, t.proposition.spans[0].start, key=lambda s: s.start) for t in (telling, denial)]
    return at[1] - at[0]


def _lemma_at(telling: Telling, word: str) -> str:
    """The lemma of a printed word of a telling."""
    near = [t.lemma for t in telling.proposition.terms if t.lemma[:3] == word.lower()[:3]]
    return near[0] if near else word.lower()


#: How a denial points back to what it denies, and whether that may leave open what was agreed, ordered or tried; the first that finds
#: something is taken.
POINTERS: tuple[tuple[Callable[[StoryView, Telling, Sequence[Telling]], Telling | None], bool], ...] = (
    (no_such, True),
    (never_was, False),
    (denied_account, True),
    (calls_speaker_wrong, True),
)
