"""Attributed statements: who said what."""

from onrecord.language.parsing import Parsed
from onrecord.language.quotation_contents import Finder
from onrecord.language.quotation_deeds import names_topic, tells_deed
from onrecord.language.quotation_floating import find_floating
from onrecord.language.quotation_nesting import nest_statements
from onrecord.language.quotation_ranking import Statement, rank_statements
from onrecord.language.quotation_records import write_records
from onrecord.language.quotation_regions import find_regions
from onrecord.language.quotation_rules import apply_rules, may_nest
from onrecord.language.quotation_settling import settle_readings
from onrecord.language.quotation_tokens import read_tokens
from onrecord.language.quotation_unsaid import says_nothing
from onrecord.model import Annotations, Context, Problem, Quotation

_FLOOR = 0.36  # a reading less likely to be right than this stays unsaid


def find_quotations(
    parsed: Parsed, found: Annotations, context: Context, learned: bool = True
) -> tuple[tuple[Quotation, ...], tuple[Problem, ...]]:
    """Direct, indirect and mixed statements with content, cue and speaker.

    Args:
        parsed: the report; spans index into its text.
        found: entities resolve the speakers.
        context: not used.
        learned: choose cues, contents and speakers by the trained rankers; False: by the rules alone.

    Returns:
        Quotations in text order, each parent before those nested in it; contents overlap only where nested. Empty for a report
        that attributes nothing.

    Source:
        Terms and extent of content, cue and speaker follow PolNeAR's guidelines (Newell et al., LREC 2018); nesting is kept.
    """
    tokens = read_tokens(parsed)
    finder = Finder(tokens, find_regions(tokens))
    by_rule = apply_rules(finder)
    ranked = settle_readings(finder, by_rule, rank_statements(finder, _FLOOR)) if learned else by_rule
    ranked = [s for s in ranked if _is_statement(finder, s)]
    inner = [s for s in by_rule if may_nest(finder, s) and _is_statement(finder, s)] if learned else []
    nested = nest_statements(finder, ranked, inner)
    return write_records(finder, find_floating(finder, nested), found), ()


def _is_statement(finder: Finder, statement: Statement) -> bool:
    """Whether a reading does not tell of a deed, of a topic, or of what nobody says."""
    cue, content = statement.cue, statement.content
    if tells_deed(finder, cue, content) or says_nothing(finder, cue, content):
        return False
    return statement.rule == "colon_and_name" or not names_topic(finder, cue)
