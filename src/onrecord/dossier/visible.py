"""Text that others wrote, made safe to show: nothing in it acts, and what cannot be seen is shown."""

import re
import unicodedata

from markupsafe import Markup, escape

#: Characters that steer a line without being seen: with them a hostile report can show other words than it holds.
_SHORT = {
    0x061C: "ALM",
    0x200B: "ZWSP",
    0x200E: "LRM",
    0x200F: "RLM",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2060: "WJ",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFEFF: "BOM",
    0x7F: "DEL",
}
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_CONTROLS = "NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split()
_BREAK = re.compile("[\t\n\r\u2028\u2029]+")


def symbol(char: str) -> str:
    """What stands for an unseen character: its short name or its number.

    >>> symbol("\\x00"), symbol("\\u202e"), symbol("\\x85")
    ('NUL', 'RLO', 'U+0085')
    """
    code = ord(char)
    if code < 0x20:
        return _CONTROLS[code]
    return _SHORT.get(code, f"U+{code:04X}")


def visible(text: str) -> str:
    """The text on one line, with every unseen character named in brackets: for attributes, Markdown and tables.

    >>> visible("a\\u202eb\\nc")
    'a⟨RLO⟩b c'
    """
    return _BREAK.sub(" ", _UNSEEN.sub(lambda m: f"⟨{symbol(m[0])}⟩", text))


def printed(text: str) -> Markup:
    """The text for the page: escaped, on one line, unseen characters as marked symbols.

    >>> str(printed("<b>\\x00"))
    '&lt;b&gt;<span class="unseen" title="U+0000">NUL</span>'
    """
    made, at = [], 0
    text = _BREAK.sub(" ", text)
    for match in _UNSEEN.finditer(text):
        made.append(escape(text[at : match.start()]))
        title = f"U+{ord(match[0]):04X} {unicodedata.name(match[0], '').lower()}".strip()
        made.append(Markup('<span class="unseen" title="{}">{}</span>').format(title, symbol(match[0])))
        at = match.end()
    made.append(escape(text[at:]))
    return Markup("").join(made)


def safe_url(url: str | None) -> str | None:
    """The address if a reader may be sent there: http or https, nothing unseen in it. Everything else is only shown as text."""
    if url and re.match(r"https?://[^\s\"'<>\\]+$", url, re.IGNORECASE) and not _UNSEEN.search(url):
        return url
    return None


def slug(text: str, longest: int = 60) -> str:
    """Letters, digits and hyphens only: for anchors and folder names; "" where nothing of the text can be kept.

    >>> slug("NATO chief, Libyan premier")
    'nato-chief-libyan-premier'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    whole = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    cut = whole[:longest]
    return (cut if len(whole) <= longest or "-" not in cut else cut.rpartition("-")[0]).strip("-")
