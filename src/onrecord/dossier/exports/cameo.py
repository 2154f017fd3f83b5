"""CAMEO codes for tables that want them: roots with their general code, and the few finer codes that a PLOVER mode decides.

The tables are bare codes, set down by us from general knowledge of CAMEO; no text of a codebook is in them, and no score table.
"""

#: (PLOVER type, mode) -> the three-digit code that says just that. Every other event has its root's general code ("04" -> "040").
_BY_MODE = {
    ("CONSULT", "phone"): "041",
    ("PROTEST", "demo"): "141",
    ("PROTEST", "hunger"): "142",
    ("PROTEST", "strike"): "143",
    ("PROTEST", "obstruct"): "144",
    ("PROTEST", "riot"): "145",
    ("COERCE", "arrest"): "173",
    ("ASSAULT", "aerial"): "195",
}

#: PLOVER sector -> CAMEO role. Sectors that CAMEO does not know (PTY, PRM, SOC, NGO's kin ...) have none: left out, not forced.
_ROLES = {
    code: code for code in "COP GOV JUD LEG MIL OPP REB SPY UAF AGR BUS CRM CVL EDU ELI LAB REF IGO NGO MNC".split()
}
_ROLES |= {"JRN": "MED", "MED": "HLH"}  # PLOVER's MED is medicine, CAMEO's MED the media

#: PLOVER type -> its quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
_QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("SANCTION", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}


def cameo_code(type_: str, mode: str | None, root: str) -> str:
    """The three-digit code: a finer one only where the mode decides it and it lies under the event's root.

    >>> cameo_code("CONSULT", "phone", "04"), cameo_code("CONSULT", "visit", "04")
    ('041', '040')
    """
    if not root:
        return ""
    fine = _BY_MODE.get((type_, mode or ""), "")
    return fine if fine.startswith(root) else f"{root}0"


def cameo_role(sector: str | None) -> str:
    """CAMEO's code of a PLOVER sector; "" where it has none."""
    return _ROLES.get(sector or "", "")


def cameo_quad(root: str) -> str:
    """GDELT's quad class of a CAMEO root.

    >>> [cameo_quad(r) for r in ("01", "06", "13", "14", "")]
    ['1', '2', '3', '4', '']
    """
    if not root:
        return ""
    number = int(root)
    return "1" if number <= 5 else "2" if number <= 8 else "3" if number <= 13 else "4"


def plover_quad(type_: str) -> int | None:
    """PLOVER's quad of a type; None for what is no PLOVER type."""
    return _QUADS.get(type_)
