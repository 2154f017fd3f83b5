"""What a second verb of saying is joined to, what "that" after a time or a medium hangs on, whom "who" tells of."""

from collections.abc import Callable

import pytest

from onrecord.model import Annotations

Annotate = Callable[..., Annotations]


def _subjects_of(annotations: Annotations, root: str) -> set[str]:
    """The words of the subject of the clause that tells one verb."""
    [told] = [p for p in annotations.propositions if any(t.role == "root" and t.lemma == root for t in p.terms)]
    return {t.lemma for t in told.terms if t.role == "subject"}


@pytest.mark.parametrize(
    ("text", "root", "subject"),
    [
        ("The mayor said the bridge had collapsed and blamed the builder.", "blame", {"mayor"}),
        ("The army says its weapons are clean and accuses rebels of using gas.", "accuse", {"army"}),
        ("The firm said the drug was safe and promised to publish the data.", "publish", {"firm"}),
        ("The governor said the bridge must be closed and blamed years of neglect.", "blame", {"governor"}),
        ("The premier said Europe must arm itself and warned voters of hard years.", "warn", {"premier"}),
        ("The firm denied that its pills caused harm, blaming a rival for the rumours.", "blame", {"firm"}),
        ("The doctor said the patient had recovered and thanked the nurses.", "thank", {"patient"}),  # it may be so
        (
            "Observers from the African Union, who visited 300 villages, left.",
            "visit",
            {"observer", "african", "union"},
        ),
        ("The palace said the envoy had apologised for the raid, and had promised help.", "promise", {"envoy"}),
        ("The board said the mill was safe and would close in May.", "close", {"mill"}),
        ("The head of the rescue service, who flew over the slope, resigned.", "fly", {"head", "rescue", "service"}),
        ("The daughter of the general, who lives in Rome, sold the house.", "live", {"general"}),  # it may be so
        ("The crew of the tanker, which sank in May, sued the owner.", "sink", {"tanker"}),
    ],
)
def test_who_does_it(text: str, root: str, subject: set[str], annotate: Annotate) -> None:
    assert _subjects_of(annotate(text), root) == subject


def test_what_was_said_ends_before_what_is_said_next(annotate: Annotate) -> None:
    text = "The ministry said the plan was sound and urged farmers to sign it."
    told = {(q.speaker[0].of(text), q.content[0].of(text)) for q in annotate(text).quotations}
    assert told == {("The ministry", "the plan was sound"), ("The ministry", "farmers to sign it")}


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("The clinic denied in a statement that it had turned the woman away.", "negated"),
        ("Villagers had suspected for years that the factory was poisoning the stream.", "hedged"),
        ("The envoy left in the hope that the rebels would sign the truce.", "hypothetical"),
    ],
)
def test_what_that_hangs_on(text: str, mood: str, annotate: Annotate) -> None:
    assert annotate(text).propositions[-1].mood == mood


@pytest.mark.parametrize(
    ("headline", "root", "undergoes"),
    [
        ("Two trams damaged in depot blaze", "damage", {"tram"}),
        ("Gale warning issued for west coast", "issue", {"gale", "warning"}),
        ("Man accused of stealing swan", "accuse", {"man"}),
        ("Minister urged to quit over flood", "urge", {"minister"}),
        ("Miners strike over pay", "strike", set()),
    ],
)
def test_to_whom_a_headline_says_it_is_done(headline: str, root: str, undergoes: set[str], annotate: Annotate) -> None:
    found = annotate(f"{headline}\n\nIt rained in the hills all of last week.")
    [told] = [p for p in found.propositions if p.headline]
    predicate = next(t for t in told.terms if t.role == "root")
    assert predicate.lemma == root
    assert {t.lemma for t in told.terms if t.role == "object" and t.start < predicate.start} == undergoes


def test_a_description_stays_one(annotate: Annotate) -> None:
    found = annotate("A house built on sand\n\nIt rained in the hills all of last week.")
    assert not [p for p in found.propositions if p.headline]
