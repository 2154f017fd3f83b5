"""Why two things were held to be the same, or not: the reasons kept in written dossiers, as sentences."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from onrecord.dossier.wording import doubt_words
from onrecord.model import OnRecordError

Content = dict[str, Any]


def load_written(folder: Path) -> list[Content]:
    """The `dossier.json` files below a folder that `onrecord dossier` wrote, in the order of names.

    Raises:
        OnRecordError: there is none, or one cannot be read.
    """
    paths = sorted(folder.glob("*/dossier.json")) or sorted(folder.glob("dossier.json"))
    if not paths:
        raise OnRecordError(f"{folder} holds no dossier; give the folder that `onrecord dossier --output` wrote")
    try:
        return [msgspec.json.decode(path.read_bytes()) for path in paths]
    except (OSError, msgspec.DecodeError) as error:
        raise OnRecordError(f"a dossier in {folder} cannot be read: {error}") from error


def explain(dossiers: Sequence[Content], what: str) -> str:
    """What is known of why a story, report, claim or entity is as it stands.

    Args:
        dossiers: from `load_written`.
        what: an id, or words of a name, a title or a claim (then every match is explained).

    Raises:
        OnRecordError: nothing of that id or wording is in the dossiers.
    """
    exact = [block for d in dossiers for block in _blocks(d, lambda i, words: i == what)]
    folded = what.casefold()
    found = exact or [b for d in dossiers for b in _blocks(d, lambda i, words: folded in words.casefold())]
    if not found:
        raise OnRecordError(f"no story, report, claim or entity of these dossiers is or is called {what!r}")
    return "\n\n".join(found)


def _blocks(dossier: Content, fits: Any) -> Iterator[str]:
    story = dossier["story"]
    if fits(story["id"], story["title"]):
        yield _story(dossier)
    for report in dossier["reports"]:
        if fits(report["id"], report.get("title") or ""):
            yield _report(dossier, report)
    for claim in dossier["claims"]:
        if fits(claim["id"], claim["text"]):
            yield _claim(dossier, claim)
    for entity in dossier["entities"]:
        if fits(entity["id"], entity["name"]):
            yield _entity(dossier, entity)


def _story(dossier: Content) -> str:
    story = dossier["story"]
    lines = [
        f"Story {story['id']}: {story['title']}",
        f"  {len(story['reports'])} reports, {_accounts(story['independent'])}.",
    ]
    lines += _groups(story.get("groups", ()))
    lines += _judgements(dossier, {story["id"], *story["reports"]})
    return "\n".join(lines)


def _report(dossier: Content, report: Content) -> str:
    lines = [f"Report {report['id']} ({report['outlet'] or 'outlet unknown'}): {report['title'] or 'no title'}"]
    dated = f"dated {report['published']} by {report['published_basis']}" if report["published"] else "undated"
    lines.append(f"  It is {dated}, and in the story {dossier['story']['id']}: {dossier['story']['title']}")
    for copy in dossier.get("copies", ()):
        if report["id"] in copy["reports"]:
            others = ", ".join(r for r in copy["reports"] if r != report["id"])
            lines.append(f"  It shares its text with {others}; the original is {copy['original'] or 'unknown'}.")
            lines += [f"    - {basis}" for basis in copy["basis"]]
    return "\n".join(lines + _judgements(dossier, {report["id"]}))


def _claim(dossier: Content, claim: Content) -> str:
    lines = [
        f"Claim {claim['id']}: {claim['text']}",
        f"  {claim['alignment'].replace('_', ' ')}, {_accounts(claim['independent'], claim.get('sure'))}.",
    ]
    if claim.get("note"):
        lines.append(f"  {claim['note']}")
    lines += _groups(claim.get("groups", ()))
    for account in claim["accounts"]:
        chain = " <- ".join(_called(dossier, holder) for holder in account["chain"])
        lines.append(f"  {account['report']} {account['stance']}: {account.get('exact', '')}  [{chain}]")
    lines += [f"  Held to be one claim: {reason}" for reason in claim.get("reasons", ())]
    for conflict in claim["conflicts"]:
        lines.append(f"  Disputed with {conflict['with']} ({conflict['kind']}):")
        lines += [f"    - {reason}" for reason in conflict["reasons"]]
    return "\n".join(lines)


def _entity(dossier: Content, entity: Content) -> str:
    texts = {r["id"]: r.get("text") for r in dossier["reports"]}
    lines = [f"Entity {entity['id']}: {entity['name']} ({entity['kind']}), {len(entity['mentions'])} mentions"]
    names = [texts[m["report"]][m["start"] : m["end"]] for m in entity["mentions"] if texts.get(m["report"])]
    names += entity.get("aliases", ())
    if names:
        lines.append("  Called: " + "; ".join(dict.fromkeys(names)))
    for judgement in entity["judgements"]:
        verdict = {True: "the same as", False: "not the same as"}.get(judgement["same"], "perhaps the same as")
        lines.append(f"  {verdict} {judgement['with']}:")
        lines += [f"    - {reason}" for reason in judgement["reasons"]]
    return "\n".join(lines)


def _called(dossier: Content, holder: str) -> str:
    names = {e["id"]: e["name"] for e in dossier["entities"]}
    return names.get(holder) or holder.removeprefix("outlet:").removeprefix("said:")


def _groups(groups: Sequence[Content]) -> list[str]:
    lines = []
    for group in groups:
        lines.append(f"  One account: {', '.join(group['reports'])}")
        lines += [f"    - {reason}" for reason in group["reasons"]]
    return lines


def _judgements(dossier: Content, ids: set[str]) -> list[str]:
    lines = []
    for judgement in dossier.get("judgements", ()):
        if ids & {judgement["a"], judgement["b"]}:
            verdict = {True: "held to be one", False: "kept apart"}.get(judgement["same"], "left open")
            lines.append(f"  {judgement['a']} and {judgement['b']} ({judgement['kind']}): {verdict}")
            lines += [f"    - {reason}" for reason in judgement["reasons"]]
    return lines


def _accounts(number: int, sure: int | None = None) -> str:
    return f"{number} independent account{'' if number == 1 else 's'}{doubt_words(number, sure)}"
