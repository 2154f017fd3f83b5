"""Mailboxes and single messages: newsletters and alerts as they were sent."""

import email
import email.policy
import hashlib
import re
from collections.abc import Iterator
from email.message import EmailMessage

from onrecord.model import Origin, Report, Segment
from onrecord.reading.bounds import MAX_RECORDS
from onrecord.reading.html import read_html
from onrecord.reading.kinds import Item, stem
from onrecord.reading.records import broken_report
from onrecord.reading.reports import Fields, Options, make_report

_MESSAGE = re.compile(rb"(?:\A|\n\r?\n)(?=From [^\n]*\n)")


def read_mailbox(item: Item, options: Options) -> Iterator[Report]:
    """The messages of an mbox file, or of a file that is one message: subject, sender, date and the readable part."""
    pieces = [p for p in _MESSAGE.split(item.raw) if p.strip()] if item.raw.startswith(b"From ") else [item.raw]
    for number, raw in enumerate(pieces[:MAX_RECORDS], start=1):
        place = f"{item.path}#{number}" if len(pieces) > 1 else item.path
        yield _read_message(re.sub(rb"\AFrom [^\n]*\n", b"", raw), place, stem(item.name), options)


def _read_message(raw: bytes, place: str, name: str, options: Options) -> Report:
    digest = hashlib.sha256(raw).hexdigest()
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        if not isinstance(message, EmailMessage):
            raise TypeError("no message")
        part = message.get_body(preferencelist=("plain", "html"))
        content = part.get_content() if part is not None else None
        headers = {h: str(message[h]) for h in ("subject", "from", "date", "message-id") if message[h]}
    except (LookupError, ValueError, AttributeError, TypeError, OverflowError) as error:
        return broken_report(place, digest, f"{place} is no message that can be read: {error}", name)
    if not isinstance(content, str) or part is None:
        return broken_report(place, digest, f"{place} has no readable part.", headers.get("message-id", name))
    fields = Fields(
        text="",
        id=headers.get("message-id", "").strip("<>") or name,
        outlet=re.sub(r"\s*<[^>]*>\s*$", "", headers.get("from", "")).strip('" ') or None,
        title=headers.get("subject"),
        published=headers.get("date"),
    )
    if part.get_content_subtype() == "html":
        return read_html(content, fields, path=place, digest=digest, given=options.published)
    text = content.replace("\r\n", "\n")
    origin = Origin(path=place, sha256=digest, encoding="message", segments=(Segment(0, 0, len(text)),) if text else ())
    return make_report(_with_text(fields, text), origin, given=options.published)


def _with_text(fields: Fields, text: str) -> Fields:
    import msgspec

    return msgspec.structs.replace(fields, text=text)
