"""What a sentence says of an account it passes on: that it is true, false, or has nothing to show for it ("it is not true that …")."""

from typing import Any

from onrecord.language.governing import content_nouns, governors

Token = Any  # a spaCy token

_TRUE = frozenset({"true", "correct", "accurate"})
_TRUE_NOUNS = frozenset({"case", "fact", "truth"})
_FALSE = frozenset(
    "false untrue incorrect inaccurate baseless unfounded groundless fabricated mistaken nonsense bogus fictitious".split()
)
_FALSE_NOUNS = frozenset(
    "lie falsehood myth misconception fallacy delusion illusion hoax fabrication invention"
    " fiction fake nonsense rubbish garbage hogwash bunk fantasy fairytale".split()
)
_SUBSTANCE = frozenset("foundation basis merit substance".split())  # an account without it is false
_TALES = frozenset({"tale", "story"})  # "a fairy tale", "a tall story"
_OF_TALES = frozenset({"fairy", "tall", "cock-and-bull"})
_WRONG = frozenset({"wrong"})  # of an account: false; of a deed: bad
#: Words that call an account false.
FALSE_OF_ACCOUNTS = _FALSE | _FALSE_NOUNS | _WRONG
_BRANDING = frozenset("call brand label term deem consider".split())
_TURNING_OUT = frozenset({"prove", "turn", "remain", "seem", "appear"})
_DOUBTS = frozenset({"doubt", "uncertainty", "confusion", "speculation"})
_UNKNOWN = frozenset({"unclear", "uncertain", "unknown", "doubtful", "questionable"})
_KNOWN = frozenset(
    "clear certain sure confident convinced persuaded known established proven confirmed evident obvious".split()
)
_POSSIBLE = frozenset(
    "likely unlikely possible probable improbable conceivable plausible debatable arguable disputed".split()
)
_IMPOSSIBLE = frozenset({"impossible", "inconceivable", "unthinkable"})
_WRONGLY = frozenset("falsely wrongly incorrectly erroneously mistakenly inaccurately untruthfully".split())
_SUPERSEDED = frozenset({"earlier", "previous"})
_SCANT = frozenset({"little", "scant"})
_CONFIRMING = frozenset(
    "confirm verify establish prove rule exclude guarantee show mean imply follow entail indicate signify".split()
)
_PROOFS = frozenset("evidence proof sign indication trace hint".split())
#: Nouns for what somebody has told.
ACCOUNTS = frozenset(
    "accusation allegation charge claim assertion report suggestion account rumour rumor statement testimony story".split()
)
ONLY = frozenset({"only", "just", "merely", "simply"})
_OCCASIONS = frozenset("time reason way day year moment place point occasion".split())
_CERTAINTIES = frozenset("doubt secret wonder surprise question mistake coincidence denying dispute".split())


def is_called_untrue(head: Token) -> bool:
    """Whether the sentence says of the clause under this verb that it is not so.

    Args:
        head: the clause's verb. It hangs on the verdict ("it is false that …"), on a noun that is one ("a lie that …"), or on a noun of
            which one is given ("reports that … proved false", "no truth to reports that …").
    """
    at = _first(head)
    above = at.head
    if above == at:
        return False
    if above.pos_ not in ("NOUN", "PROPN"):
        of_verdict = above if above.pos_ in ("AUX", "VERB") else above.head
        is_told = at.dep_ in ("ccomp", "csubj", "csubjpass")
        return is_told and (verdict_of(of_verdict) is False or _cannot_be(of_verdict))
    if at.dep_ not in ("acl", "relcl", "ccomp"):
        return False
    if above.dep_ == "attr" and at.dep_ == "relcl" and _is_not_who(above):
        return True
    if above.dep_ in ("dobj", "oprd") and above.lemma_.lower() in ACCOUNTS and _is_branded_false(above):
        return True
    if above.dep_ in ("attr", "acomp", "oprd"):
        is_told = at.dep_ == "acl" or is_about_it(above.head)
        return is_told and (above.lemma_ in _FALSE_NOUNS | _TRUE_NOUNS) and verdict_of(above.head) is False
    if above.lemma_.lower() not in ACCOUNTS | content_nouns("held"):
        return False
    if any(c.dep_ == "amod" and c.lemma_.lower() in _FALSE for c in above.children):
        return True  # "a false rumour that …"
    if above.dep_ == "pobj":
        return _has_no_truth(above.head.head)
    # a parser that takes the account for the sentence's head hangs the verdict on it
    verbs = [above.head] if above.dep_ in ("nsubj", "nsubjpass") else [c for c in above.children if c.dep_ == "conj"]
    return any(verdict_of(verb, _WRONG) is False for verb in verbs)


def _is_branded_false(account: Token) -> bool:
    """ "Called baseless a report that he left", "branded the claim that he left a lie"."""
    brand = account.head
    verb = brand.head if brand.dep_ == "oprd" else brand
    named = [brand, *(c for c in verb.children if c.dep_ in ("oprd", "acomp"))]
    is_false = any(w not in (verb, account) and w.lemma_.lower() in _FALSE | _FALSE_NOUNS for w in named)
    return verb.lemma_ in _BRANDING and is_false and not _is_negated(verb)


def _cannot_be(verb: Token) -> bool:
    """ "It is impossible that he left"."""
    return is_about_it(verb) and not _is_negated(verb) and any(c.lower_ in _IMPOSSIBLE for c in verb.children)


def is_unproven(head: Token) -> bool:
    """Whether the sentence says that nothing shows the clause under this verb to be so: "no evidence that he left"."""
    at = _first(head)
    if at.dep_ not in ("acl", "ccomp"):
        return False
    nouns = [at.head, *(c for c in at.head.children if c.dep_ in ("nsubj", "attr"))]
    return any(noun.lemma_.lower() in _PROOFS and _has_no(noun, _SCANT) for noun in nouns)


def is_no_denial(noun: Token) -> bool:
    """Whether "no" before a noun denies nothing: "there is no doubt that he left" holds that he did; "made no mistake" is another matter.

    Args:
        noun: that "no" stands before.
    """
    takes = (c for above in (noun, noun.head) for c in above.children)
    return noun.lower_ in _CERTAINTIES and any(
        c.dep_ in ("acl", "ccomp", "relcl", "csubj") and any(x.lower_ == "that" for x in c.children) for c in takes
    )


def is_not_meant(head: Token) -> bool:
    """ "That is not to say that he left": he did not, whoever says so adds."""
    at = _first(head)
    saying = at.head
    if at.dep_ != "ccomp" or saying.lemma_ != "say" or saying.dep_ not in ("xcomp", "ccomp", "advcl"):
        return False
    above = saying.head
    is_to_say = any(c.tag_ == "TO" for c in saying.children) and above.lemma_ == "be"
    return is_to_say and (_is_negated(above) or _is_negated(saying))


def is_left_open(head: Token) -> bool:
    """Whether the sentence says that it is not known whether the clause under this verb is so: "it is not clear that …", "doubts remain
    that …", "could not confirm that …"."""
    at = _first(head)
    if at.dep_ not in ("ccomp", "csubj", "acl"):
        return False
    above = at.head
    subject = next((c for c in above.children if c.dep_ in ("nsubj", "nsubjpass")), above)
    if subject.lemma_.lower() in _DOUBTS and not _has_no(subject):
        return True
    words = [c for c in above.children if c.dep_ in ("acomp", "attr", "oprd")]
    negated = _is_negated(above) or _is_not_done(above)
    if is_about_it(above) and _is_far_from(above):
        return True
    neither = above.dep_ == "conj" and any(c.dep_ == "preconj" and c.lower_ == "neither" for c in above.head.children)
    if neither or (negated and above.lemma_ in _CONFIRMING):
        return True
    unsettled, settled = _UNKNOWN | _POSSIBLE, _KNOWN | _IMPOSSIBLE
    return any(w.lower_ in unsettled or (negated and w.lower_ in settled) for w in words)


def _is_not_done(verb: Token) -> bool:
    """ "Failed to prove that he left", "refused to confirm that he had", "has yet to confirm that he has"."""
    if verb.dep_ != "xcomp" or _is_negated(verb.head):
        return False
    waits = verb.head.lemma_ in ("have", "be") and any(c.lower_ in ("yet", "still") for c in verb.head.children)
    return waits or verb.head.lemma_.lower() in governors("negates")


def _is_far_from(verb: Token) -> bool:
    """ "It is far from certain that he left"."""
    return any(c.lower_ == "far" and any(x.lower_ == "from" for x in c.children) for c in verb.children)


def is_wrongly_told(head: Token) -> bool:
    """Whether the sentence says that whoever tells the clause under this verb tells it wrongly: "falsely claimed that he left", "lied
    that he left", "was wrong to say that he left"."""
    at = _first(head)
    telling = at.head
    if at.dep_ != "ccomp" or at.i < telling.i or telling.pos_ != "VERB" or _is_negated(telling):
        return False
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in at.children)
    feigned = telling.lemma_ == "pretend" and any(c.dep_ in ("nsubj", "nsubjpass") for c in at.children)
    lied = feigned or (telling.lemma_ in ("lie", "pretend") and marked)
    if lied or any(c.lower_ in _WRONGLY and c.dep_ == "advmod" for c in telling.children):
        return True
    versions = (c for c in telling.children if c.dep_ == "nsubj" and c.lemma_ == "version")
    if any(c.lower_ in _SUPERSEDED for version in versions for c in version.children):
        return True  # "an earlier version of this report said that …"
    judged = telling.head
    if telling.dep_ == "advcl" and judged.lemma_ == "be":
        judged = next((c for c in judged.children if c.dep_ == "acomp"), judged)
    elif telling.dep_ not in ("xcomp", "advcl"):
        return False
    return judged.lower_ in _WRONG | {"mistaken", "incorrect"} and not _is_negated(judged.head)


def _first(head: Token) -> Token:
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    return head


def verdict_of(verb: Token, also_false: frozenset[str] = frozenset()) -> bool | None:
    """What a verb of being or turning out says of its subject: that it is so, that it is not so; None where it says neither.

    Args:
        verb: with its complement.
        also_false: further words that mean false of such a subject.
    """
    words = [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")]
    if verb.lemma_ in _TURNING_OUT:
        inner = [c for c in verb.children if c.dep_ == "xcomp"]
        words += [w for c in inner for w in (c, *c.children) if w.dep_ in ("acomp", "attr", "oprd", "xcomp")]
    elif verb.lemma_ != "be":
        return None
    negated = _is_negated(verb)
    if _is_wide_of_mark(verb):
        return negated
    for word in words:
        held = word.lemma_.lower() in _TRUE or word.lemma_.lower() in _TRUE_NOUNS
        if held or word.lemma_.lower() in _FALSE | _FALSE_NOUNS | also_false or _is_tale(word):
            return held != (negated or _has_no(word))
    return None


def _is_wide_of_mark(verb: Token) -> bool:
    """ "Are wide of the mark", "are without foundation", "is far from the truth"."""
    for word in verb.children:
        below = {t.lower_ for t in word.subtree}
        if (word.lower_ == "wide" and "mark" in below) or (word.lower_ == "far" and "truth" in below):
            return True
        if word.lower_ == "without" and below & _SUBSTANCE:
            return True
    return False


def _is_tale(noun: Token) -> bool:
    return noun.lemma_.lower() in _TALES and any(c.lower_ in _OF_TALES for c in noun.children)


def is_about_it(verb: Token) -> bool:
    """ "It is a lie that …", not "he told the lie that …"."""
    return any(c.dep_ == "nsubj" and c.lower_ in ("it", "that") for c in verb.children)


def _is_not_who(noun: Token) -> bool:
    """ "It was not the army that shelled it"; not "it was not only the army that …", "it was not the first time that …"."""
    verb = noun.head
    only = any(t.lower_ in ONLY for t in noun.doc[verb.i : noun.i])
    return is_about_it(verb) and _is_negated(verb) and not only and noun.lemma_.lower() not in _OCCASIONS


def _is_negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _has_no_truth(noun: Token) -> bool:
    return noun.lemma_ in _TRUE_NOUNS and _has_no(noun)


def _has_no(noun: Token, also: frozenset[str] = frozenset()) -> bool:
    return any((c.dep_ == "det" and c.lower_ == "no") or c.lower_ in also for c in noun.children)
