"""Words that several commands end with."""


def plural(count: int, noun: str) -> str:
    """A number with its noun.

    >>> plural(1, "story"), plural(2, "story"), plural(0, "new report")
    ('1 story', '2 stories', '0 new reports')
    """
    return f"{count} {noun if count == 1 else noun[:-1] + 'ies' if noun.endswith('ry') else noun + 's'}"
