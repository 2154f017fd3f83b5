"""Label Studio's JSON, as a project exports it: the annotations of people on the tasks that `onrecord export --to labelstudio` wrote."""

from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.dossier.exports.standoff import Link, Mark, Standoff
from onrecord.dossier.imports.differences import STAGE, Edited
from onrecord.model import OnRecordError, Problem, Span


def read_labelstudio(content: bytes, by: str = "") -> tuple[list[Edited], list[Problem]]:
    """What people annotated: the last annotation of each task.

    Args:
        content: a JSON list of tasks (the export format "JSON", not "JSON-MIN").
        by: who said it where the file does not say.

    Returns:
        What came back, and problems on tasks that cannot be read. Tasks that nobody annotated are absent.

    Raises:
        OnRecordError: it is no such file.
    """
    try:
        tasks = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise OnRecordError(f"the file is no JSON of Label Studio: {error}") from error
    tasks = tasks if isinstance(tasks, list) else [tasks]
    if not all(isinstance(task, dict) and isinstance(task.get("data"), dict) for task in tasks):
        raise OnRecordError("the file is no JSON of Label Studio: a list of tasks, each with `data`, is expected")
    edited, problems = [], []
    for task in tasks:
        data = task["data"]
        given = [a for a in _dicts(task.get("annotations")) if not a.get("was_cancelled")]
        if not given:
            continue
        last = max(given, key=lambda a: (_when(a), given.index(a)))
        report, text = str(data.get("report") or ""), str(data.get("text") or "")
        try:
            standoff = Standoff(tuple(_marks(last, text)), tuple(_links(last)))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            message = f"The annotation could not be read ({error}); nothing of it was taken over."
            problems.append(Problem(stage=STAGE, message=message, report=report))
            continue
        edited.append(Edited(report, text, standoff, data.get("made_by"), _who(last) or by, _when(last)))
    return edited, problems


def _marks(annotation: dict[str, Any], text: str) -> Iterator[Mark]:
    """The regions; those of one finding (`q1`, `q1~2`) together."""
    found: dict[str, tuple[str, list[Span]]] = {}
    for region in _dicts(annotation.get("result")):
        if region.get("type") != "labels":
            continue
        value = region["value"]
        start, end = int(value["start"]), int(value["end"])
        if not 0 <= start < end <= len(text):
            raise ValueError(f"characters {start} to {end} of {len(text)}")
        name = str(region["id"]).partition("~")[0]
        found.setdefault(name, (str(value["labels"][0]), []))[1].append(Span(start, end))
    for name, (label, spans) in found.items():
        yield Mark(name, label, tuple(sorted(spans, key=lambda s: (s.start, s.end))))


def _links(annotation: dict[str, Any]) -> Iterator[Link]:
    for relation in _dicts(annotation.get("result")):
        if relation.get("type") == "relation":
            labels = relation.get("labels") or []
            label = str(labels[0]) if labels else ""
            if label != "part":
                first, second = (str(relation[k]).partition("~")[0] for k in ("from_id", "to_id"))
                yield Link(label, first, second)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [v for v in value or () if isinstance(v, dict)] if isinstance(value, list) else []


def _who(annotation: dict[str, Any]) -> str:
    """The person's address or name; the number of the user where the file gives no more."""
    user = annotation.get("completed_by")
    if isinstance(user, dict):
        name = " ".join(str(user[k]) for k in ("first_name", "last_name") if user.get(k))
        return str(user.get("email") or name or user.get("id") or "")
    return f"Label Studio user {user}" if user is not None else ""


def _when(annotation: dict[str, Any]) -> str:
    """The moment as the store writes it: ISO 8601 in UTC, to the second."""
    given = str(annotation.get("updated_at") or annotation.get("created_at") or "")
    return f"{given[:19]}Z" if len(given) >= 19 else given
