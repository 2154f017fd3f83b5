"""The MCP server: five read-only tools over one store. Each answer is bounded and cites report, outlet, span and exact text."""

from collections.abc import Callable
from typing import Annotated, Any, ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from onrecord.desk import answering, checking
from onrecord.desk.answers import Checked, Reports, Statements, StoryAnswer, Stretch
from onrecord.model import OnRecordError
from onrecord.store.opening import Store
from onrecord.store.searching import Query
from onrecord.version import __version__

P = ParamSpec("P")
T = TypeVar("T")

_INSTRUCTIONS = """A record of news reports. Every item of an answer names the report, the outlet and the exact characters it stands on
(`exact` is text[start:end] of that report): quote those, and name the outlet. Reports with one `account` number in a story
are one independent account: count accounts, never reports. "corroborated" means that independent accounts tell the same,
not that it is so; `about: said` means that only the saying is corroborated. Where `sure` is not null, only so many of the
`independent` accounts are told alike beyond doubt and the others probably: say "probably". What no report says is not in the
record; say so, and do not fill it in."""

_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Words = Annotated[
    str, Field(max_length=200, description='All of these words; a stretch "in quotation marks" as it stands.')
]
Outlet = Annotated[str | None, Field(max_length=200, description="Only this outlet, as its name is printed.")]
Day = Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="An ISO day.")]
Story = Annotated[str | None, Field(max_length=40, description="Only this story (an id such as s17).")]
After = Annotated[str | None, Field(max_length=400, description="`next` of the page before.")]
Limit = Annotated[int, Field(ge=1, le=20, description="Items at most.")]


def make_server(store: Store) -> MCPServer:
    """The server on an open store.

    Args:
        store: is only read.
    """
    server = MCPServer("onrecord", version=__version__, instructions=_INSTRUCTIONS, log_level="WARNING")
    tools = Tools(store)
    for tool in (tools.search_reports, tools.get_story, tools.who_said, tools.check_claim, tools.get_span):
        server.add_tool(tool, annotations=_READS, structured_output=True)
    return server


def _told(work: Callable[P, T]) -> Callable[P, T]:
    """What the user can mend is told to the assistant in words."""

    def working(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(*args, **kwargs)
        except OnRecordError as error:
            raise ToolError(str(error)) from error

    return working


class Tools:
    """The tools; their docstrings are what the assistant reads."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @_told
    def _ask(self, question: Callable[..., T], *args: Any) -> T:
        with self._store.reading() as connection:
            return question(connection, *args)

    def search_reports(  # noqa: PLR0913 - a tool's parameters are its arguments
        self,
        words: Words,
        outlet: Outlet = None,
        since: Day = None,
        until: Day = None,
        after: After = None,
        limit: Limit = 10,
    ) -> Reports:
        """Find reports that hold all the words, with the sentences that do, the latest first."""
        query = Query(words=words, outlet=outlet, since=since, until=until, after=after, limit=limit)
        return self._ask(answering.search_reports, query)

    def get_story(
        self,
        story: Annotated[str, Field(max_length=40, description="Id of the story, such as s17.")],
        after: After = None,
        limit: Limit = 10,
    ) -> StoryAnswer:
        """Read a story: its independent accounts, and its claims with who tells each in which words and what stands against it."""
        return self._ask(answering.answer_story, story, Query(after=after, limit=limit))

    def who_said(  # noqa: PLR0913 - a tool's parameters are its arguments
        self,
        speaker: Annotated[
            str | None, Field(max_length=200, description="Words of the speaker's name, or an actor's id.")
        ] = None,
        words: Annotated[str | None, Field(max_length=200, description="Words of what was said.")] = None,
        story: Story = None,
        outlet: Outlet = None,
        since: Day = None,
        until: Day = None,
        after: After = None,
        limit: Limit = 10,
    ) -> Statements:
        """Find statements by who made them, by their words, or both; each with the characters of speaker, cue and content."""
        query = Query(
            speaker=speaker,
            words=words,
            story=story,
            outlet=outlet,
            since=since,
            until=until,
            after=after,
            limit=limit,
        )
        return self._ask(answering.who_said, query)

    def check_claim(
        self,
        sentence: Annotated[
            str, Field(min_length=1, max_length=checking.MOST_CHARACTERS, description="One claim, as a sentence.")
        ],
        story: Story = None,
    ) -> Checked:
        """Look up a sentence: which claims of the record tell the same, who asserts, denies or hedges them, on how many independent
        accounts, and what seems to conflict with it. There is no verdict on whether it is so."""
        return self._ask(checking.check_claim, sentence, story)

    def get_span(
        self,
        report: Annotated[str, Field(max_length=400, description="Id of the report.")],
        start: Annotated[int, Field(ge=0, description="First character (Unicode code points).")],
        end: Annotated[int, Field(ge=1, description="Behind the last character; at most 4,000 further.")],
        around: Annotated[int, Field(ge=0, le=2000, description="Characters of context on each side.")] = 200,
    ) -> Stretch:
        """Read the exact characters of a report with what stands around them, and whether that is headline, body or caption."""
        return self._ask(answering.read_span, report, start, end, around)
