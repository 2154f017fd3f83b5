"""Kill a worker, the scheduler, the run itself, each in turn in the middle of a run: does it end or go on, and does it write the same?

    python benchmarks/kill_run.py [--reports 2000] [--filling 0] [--on processes] [--on dask] [--json out.json]

Reports come from load_corpus.py. `onrecord annotate` is run once undisturbed by two worker processes; then once for each victim, with
SIGKILL when half of the reports are in the ledger. A run that was killed, or gave up, is started again with the same command. The bytes of
each output are compared with those of the undisturbed run.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from clusters import ONE_THREAD, Machines, children_of
from load_corpus import make_reports

CHUNK = 16  # reports a line of the ledger


def command(reports, output, how):
    return [sys.executable, "-m", "onrecord.cli", "annotate", str(reports), "--output", str(output), *how]


def start(reports, output, how):
    return subprocess.Popen(
        command(reports, output, how), env={**os.environ, **ONE_THREAD}, stderr=subprocess.PIPE, text=True
    )


def finished(output):
    """Reports that the ledger of a run says are done."""
    try:
        return (output.parent / f".{output.name}.run" / "ledger").read_bytes().count(b"\n") * CHUNK - CHUNK
    except OSError:
        return 0


def trial(reports, number, output, how, kill):
    """Runs, kills in the middle, runs again where needed. Returns what happened."""
    began = time.monotonic()
    run = start(reports, output, how)
    while run.poll() is None and finished(output) < number / 2:
        time.sleep(0.05)
    at = finished(output)
    if run.poll() is None:
        kill(run)
    said = run.communicate()[1].strip().splitlines()[-1:]
    codes = [run.returncode]
    while codes[-1] != 0 and len(codes) < 4:
        run = start(reports, output, how)
        said += [
            line for line in run.communicate()[1].strip().splitlines() if "going on" in line or "onrecord:" in line
        ]
        codes.append(run.returncode)
    return {
        "killed when done": at,
        "statuses": codes,
        "said": said,
        "seconds": round(time.monotonic() - began, 1),
        "sha256": hashlib.sha256(output.read_bytes()).hexdigest() if output.exists() else None,
    }


def kill_a_worker(run):
    workers = [p for p in children_of(run.pid) if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]
    os.kill(workers[0], 9)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--filling", type=int, default=0)
    parser.add_argument("--on", action="append", choices=("processes", "dask"))
    parser.add_argument("--json")
    args = parser.parse_args()
    engines = args.on or ["processes", "dask"]
    results = {"reports": args.reports, "filling": args.filling, "load average": os.getloadavg()}
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder, "reports.jsonl")
        with reports.open("w") as out:
            out.writelines(json.dumps(r) + "\n" for r in make_reports(args.reports, 0.3, filling=args.filling))
        two = ("--workers", "2")
        results["undisturbed"] = trial(reports, 10**9, Path(folder, "whole"), two, lambda run: None)
        print("undisturbed", results["undisturbed"], flush=True)
        if "processes" in engines:
            for victim, kill in (("worker", kill_a_worker), ("run", lambda run: run.kill())):
                results[f"processes: {victim}"] = trial(reports, args.reports, Path(folder, f"p-{victim}"), two, kill)
                print(victim, results[f"processes: {victim}"], flush=True)
        if "dask" in engines:
            with Machines() as machines:
                how = ("--engine", machines.address)
                for victim in ("worker 0", "scheduler", "run"):

                    def kill(run, victim=victim):
                        run.kill() if victim == "run" else machines.kill(victim)

                    results[f"dask: {victim}"] = trial(reports, args.reports, Path(folder, f"d-{victim}"), how, kill)
                    print(victim, results[f"dask: {victim}"], flush=True)
    wanted = results["undisturbed"]["sha256"]
    results["differ"] = [k for k, v in results.items() if isinstance(v, dict) and v["sha256"] != wanted]
    print(json.dumps(results, indent=1))
    if args.json:
        Path(args.json).write_text(json.dumps(results, indent=1))
    return 1 if results["differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
