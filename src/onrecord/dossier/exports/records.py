"""The records of a run as they are, a JSON line each: loses nothing, and is read back by dossier/imports/records.py."""

import msgspec

from onrecord.dossier.exports.material import Material


def export_records(material: Material) -> bytes:
    """The annotations of each report by report id, then the dossiers: `{"annotations": {...}}` and `{"dossier": {...}}`."""
    encode = msgspec.json.encode
    lines = [encode({"annotations": a}) for a in material.annotated] + [
        encode({"dossier": d}) for d in material.dossiers
    ]
    return b"".join(line + b"\n" for line in lines)
