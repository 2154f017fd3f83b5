"""Reads gold cases: Markdown that a journalist could write. Each block is

    ### title
    input, one or more lines
    =>
    expected, one or more lines

Text above the first title is commentary. The id of a case is file:line of its title.
"""

from dataclasses import dataclass
from pathlib import Path

GOLD = Path(__file__).parent / "gold"


@dataclass(frozen=True)
class Case:
    id: str
    title: str
    input: str
    expected: tuple[str, ...]


def load_cases(stage: str) -> list[Case]:
    """The cases of tests/gold/STAGE/*.md, in the order of files and lines."""
    cases = []
    for path in sorted((GOLD / stage).glob("*.md")):
        lines = path.read_text(encoding="utf-8").split("\n")
        starts = [i for i, line in enumerate(lines) if line.startswith("### ")]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            block = lines[start + 1 : end]
            if "=>" not in block:
                raise ValueError(f"{path.name}:{start + 1}: a case needs a line '=>' between input and expected")
            cut = block.index("=>")
            given = "\n".join(block[:cut]).strip("\n")
            expected = tuple(line for line in block[cut + 1 :] if line.strip())
            cases.append(Case(f"{path.stem}:{start + 1}", lines[start][4:], given, expected))
    return cases
