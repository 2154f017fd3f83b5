"""`onrecord ask`: standing questions to a store."""

from typing import Annotated

import typer

from onrecord.cli.commands import app
from onrecord.cli.store_commands import StoreOption


@app.command()
def ask(  # noqa: PLR0913 - a command's options are its arguments
    what: Annotated[str, typer.Argument(metavar="add|list|remove|run", help="What to do with the questions.")],
    store: StoreOption,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="entity, speaker, claim, figure, dispute or corroborated.")
    ] = "",
    words: Annotated[str, typer.Option(metavar="WORDS", help="The name, the sentence, or words of it.")] = "",
    to: Annotated[
        str, typer.Option(metavar="TARGET", help="atom:FILE, maildir:FOLDER or a webhook's https://...")
    ] = "",
    number: Annotated[int, typer.Option(metavar="N", help="The question to remove.")] = 0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Permit webhooks that are not of the public internet.")
    ] = False,
) -> None:
    """Put standing questions to a store, and tell once what is new."""
    from onrecord.desk import asking
    from onrecord.model import OnRecordError
    from onrecord.store.opening import open_store
    from onrecord.store.questions import load_questions, remove_question

    with open_store(store) as opened:
        if what == "add":
            typer.echo(f"question {asking.ask(opened, kind, words, to)}")
        elif what == "run":
            sent, failed = asking.run_questions(opened, allow_private)
            typer.echo(f"{sent} alerts delivered")
            if failed:
                raise OnRecordError("; ".join(failed))
        elif what in ("list", "remove"):
            with opened.writing() as connection:
                if what == "remove":
                    remove_question(connection, number)
                for q in load_questions(connection):
                    typer.echo(f"{q.id}  {q.kind} {q.words} -> {q.target}")
        else:
            raise OnRecordError(f"{what!r}: say add, list, remove or run")
