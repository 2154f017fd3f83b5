"""Where alerts go: an Atom feed, a webhook, a maildir. Delivering the same alert again changes nothing."""

import os
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec

from onrecord.dossier.visible import visible
from onrecord.model import OnRecordError
from onrecord.store.questions import Question

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 500


@dataclass(frozen=True)
class Delivery:
    """A target: "atom:FILE", "maildir:FOLDER", or the address of a webhook."""

    kind: str
    place: str

    @staticmethod
    def read(target: str) -> "Delivery":
        """The target that words name.

        Raises:
            OnRecordError: they name none.
        """
        kind, _, place = target.partition(":")
        if kind in ("http", "https") and place.startswith("//"):
            return Delivery("webhook", target)
        if kind in ("atom", "maildir") and place:
            return Delivery(kind, place)
        raise OnRecordError(f"{target!r}: alerts go to atom:FILE, maildir:FOLDER or https://...")


def deliver(question: Question, alert: dict[str, Any], known: list[dict[str, Any]], allow_private: bool) -> None:
    """Bring an alert where it belongs.

    Args:
        question: whose alert it is.
        alert: key, found_at, content.
        known: all alerts of the question, for a feed.
        allow_private: permit a webhook within one's own network.

    Raises:
        OnRecordError: it cannot be delivered; it may be tried again.
    """
    target = Delivery.read(question.target)
    try:
        if target.kind == "atom":
            _replace(Path(target.place), render_feed(question, known))
        elif target.kind == "maildir":
            _mail(Path(target.place), question, alert)
        else:
            _post(target.place, question, alert, allow_private)
    except OSError as error:
        raise OnRecordError(f"{question.target}: {error}") from error


def _lines(alert: dict[str, Any]) -> str:
    words = alert["content"]["words"]
    said = (
        f"{w['outlet'] or w['report']} [{w['report']} {w['start']}-{w['end']}]: “{visible(w['exact'])}”" for w in words
    )
    return "\n".join(said)


def render_feed(question: Question, known: list[dict[str, Any]]) -> bytes:
    """An Atom feed (RFC 4287) of a question's alerts, the newest first.

    Args:
        question: as it was put.
        known: its alerts, the oldest first; the last 500 are in the feed.
    """
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _element(feed, "id", f"urn:onrecord:question:{question.id}")
    _element(feed, "title", f"onrecord: {question.kind} {question.words}".strip())
    _element(feed, "updated", known[-1]["found_at"] if known else "1970-01-01T00:00:00Z")
    for alert in reversed(known[-_ENTRIES:]):
        entry = ElementTree.SubElement(feed, "entry")
        _element(entry, "id", f"urn:onrecord:alert:{question.id}:{alert['key']}")
        _element(entry, "title", visible(alert["content"]["title"]))
        _element(entry, "updated", alert["found_at"])
        _element(ElementTree.SubElement(entry, "author"), "name", "onrecord")
        _element(entry, "content", _lines(alert)).set("type", "text")
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _element(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name)
    made.text = text
    return made


def _mail(folder: Path, question: Question, alert: dict[str, Any]) -> None:
    """A message in a maildir, under a name that the alert decides: one that is there already is not written again."""
    for part in ("tmp", "new", "cur"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    name = f"onrecord-{question.id}-{alert['key']}"
    if (folder / "new" / name).exists() or any((folder / "cur").glob(f"{name}*")):
        return
    message = EmailMessage()
    message["Subject"] = " ".join(visible(alert["content"]["title"]).split())[:200]
    message["From"] = message["To"] = "onrecord@localhost"
    message["Message-ID"] = f"<{name}@onrecord.invalid>"
    message.set_content(_lines(alert))
    (folder / "tmp" / name).write_bytes(message.as_bytes())
    os.replace(folder / "tmp" / name, folder / "new" / name)


def _post(url: str, question: Question, alert: dict[str, Any], allow_private: bool) -> None:
    """A webhook; never within one's own network unless that is permitted, whatever its name resolves to."""
    from onrecord.reading.addresses import resolve
    from onrecord.reading.visiting import Manners, _client

    client = _client(Manners(allow_private=allow_private), resolve)
    body = msgspec.json.encode({"question": question, "found_at": alert["found_at"], **alert["content"]})
    headers = {"Content-Type": "application/json", "Idempotency-Key": f"{question.id}-{alert['key']}"}
    try:
        answer = client.http.post(url, content=body, headers=headers)
    except client.failures as error:
        raise OnRecordError(f"the webhook cannot be reached: {error}") from error
    if answer.status_code >= 300:
        raise OnRecordError(f"the webhook answered {answer.status_code}")


def _replace(path: Path, raw: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(raw)
    os.replace(part, path)
