"""Stretches in quotation marks: pairs, missing and wrong marks, paragraphs that go on."""

import pytest

from onrecord.language.quotation_regions import find_regions
from onrecord.language.quotation_tokens import read_tokens


def marked(parsed):
    tokens = read_tokens(parsed)
    return [parsed.text[tokens.start[r.start] : tokens.end[r.end - 1]] for r in find_regions(tokens).items]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("She said “no” and left.", ["“no”"]),
        ('She said "no" and left.', ['"no"']),
        ("He called it ''a disgrace'' on Monday.", ["''a disgrace''"]),
        ("They spoke of ‘indiscriminate’ force.", ["‘indiscriminate’"]),
        ("The workers’ union didn’t strike.", []),
        ("“We will stay, he said", ["“We will stay, he said"]),
        ("We will stay for good,” he said.", ["We will stay for good,”"]),
        ("“We will stay,“ he said.", ["“We will stay,“"]),
        ("“He said ‘never’ to me,” she said.", ["“He said ‘never’ to me,”"]),
        ('"He said "never" to me," she said. "I left."', ['"He said "never" to me,"', '"I left."']),
        ("“He said “never” to me,” she said.", ["“He said “never” to me,”"]),
        ('He said: "It came at night. Nobody left. "We ran."', ['"It came at night. Nobody left. "We ran."']),
        (
            '"The wall was 6" thick and it broke," he said. "We ran."',
            ['"The wall was 6" thick and it broke,"', '"We ran."'],
        ),
        ('"Go," he said of the 6" pipe. "Nobody needs it."', ['"Go,"', '"Nobody needs it."']),
        ('It is a 6" pipe. "Nobody needs it," he said.', ['"Nobody needs it,"']),
        ('"It came at night," he said." Nobody left."', ['"It came at night,"', '" Nobody left."']),
        ('"Yes, "he said. "We will not go."', ['"Yes, "', '"We will not go."']),
    ],
)
def test_regions(parse, text, regions):
    assert marked(parse(text)) == regions


def test_an_unclosed_paragraph_goes_on_in_the_next(parse):
    tokens = read_tokens(parse("“We came in May.\n\n“We stayed for years,” he said."))
    first, second = find_regions(tokens).items
    assert (first.closed, first.continues, first.whole) == (False, False, True)
    assert (second.closed, second.continues, second.whole) == (True, True, False)


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        (
            "“The pump failed twice.\nNobody told the crew.\nIt was luck,” she said.",
            ["“The pump failed twice.", "Nobody told the crew.", "It was luck,”"],
        ),
        (
            "``The pump failed twice.\nIt was luck,'' she said.\n``We left.''",
            ["``The pump failed twice.", "It was luck,''", "``We left.''"],
        ),
        ('"The pump failed twice.\nIt was luck, "she said.', ['"The pump failed twice.', 'It was luck, "']),
        # the closing mark was forgotten: what comes next opens another
        ('"The pump failed twice.\nThe crew said, "It was luck.', ['"The pump failed twice.', '"It was luck.']),
        ("“The pump failed twice.\nThe crew went home.", ["“The pump failed twice."]),
    ],
)
def test_a_quotation_set_line_by_line_ends_at_its_closing_mark(parse, text, regions):
    assert marked(parse(text)) == regions


def test_trees_agree_with_the_parser(parse):
    parsed = parse("The mayor, who had resigned in May, said that the school would open again.")
    tokens, doc = read_tokens(parsed), parsed.paragraphs[0].doc
    assert tokens.left == [t.left_edge.i for t in doc]
    assert tokens.right == [t.right_edge.i for t in doc]
    assert tokens.head == [t.head.i for t in doc]
