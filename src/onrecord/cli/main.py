"""Being written: enough to measure with."""

import sys
from pathlib import Path


def main() -> None:
    import msgspec

    args = sys.argv[1:]
    if not args or args[0] == "--help":
        print("annotate group dossier")
        return
    command, rest = args[0], args[1:]
    out = Path(rest[rest.index("--output") + 1])
    skip = {rest.index("--output"), rest.index("--output") + 1}
    if "--workers" in rest:
        skip |= {rest.index("--workers"), rest.index("--workers") + 1}
    paths = [a for i, a in enumerate(rest) if i not in skip and not a.startswith("--")]
    from onrecord.api import read
    from onrecord.model import Context

    reports = list(read(paths))
    from onrecord.pipeline import annotate_reports, compile_dossiers, group_reports

    if command == "annotate":
        with out.open("wb") as f:
            for a in annotate_reports(reports, Context()):
                f.write(msgspec.json.encode(a) + b"\n")
        return
    grouping, ties = group_reports(reports, {})
    if command == "group":
        out.write_bytes(msgspec.json.encode(grouping))
        return
    annotated = list(annotate_reports(reports, Context()))
    out.mkdir(parents=True)
    (out / "index.html").write_text("<p>")
    for d in compile_dossiers(grouping, ties, annotated, Context()):
        (out / d.story.id).mkdir()
        (out / d.story.id / "dossier.json").write_bytes(msgspec.json.encode(d))
