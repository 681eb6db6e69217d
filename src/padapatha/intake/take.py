"""A text and what is known of it into ``seeds/``: one text, or all those of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict, replace
from pathlib import Path

from padapatha import files
from padapatha.intake.candidates import Candidate
from padapatha.intake.resolve import Described
from padapatha.intake.run import IntakeOptions, Outcome, Run
from padapatha.metadata import Description
from padapatha.problems import Problem, Refused, of_system, problem
from padapatha.project import Project


def take(project: Project, path: Path, description: Description, *, clean: bool = False) -> tuple[Problem, ...]:
    """Take a text into ``seeds/`` and return the warnings; raise `Refused`, having written nothing, for an error.

    With ``clean`` characters that carry no meaning are deleted, and the text is written in NFC; without it, a text that
    has any is refused.
    """
    fields = {key: value for key, value in asdict(description).items() if key != "document" and value is not None}
    with files.lock(project.root, "seeds"):
        run = Run(project, IntakeOptions(clean=clean))
        text = Described(Candidate(str(path), path.name), {**fields, "id": description.document})
        return run.take(text).problems


def take_all(project: Project, texts: Iterable[Described], options: IntakeOptions) -> Iterator[Outcome]:
    """Take texts in; one that is refused does not keep the others out.

    The seeds that are there are read once. A dry run writes nothing and does not wait for other runs.
    """
    with nullcontext() if options.dry_run else files.lock(project.root, "seeds"):
        run = Run(project, options)
        for text in texts:
            outcome = _guarded(run, text)
            yield replace(outcome, problems=tuple(_at_its_line(outcome.problems, text.candidate)))


def _guarded(run: Run, text: Described) -> Outcome:
    problems: tuple[Problem, ...]
    try:
        return run.take(text)
    except Refused as refused:
        problems = refused.problems
    except FileNotFoundError:
        problems = (problem("missing", text.candidate.path, "there is no such file", fix="check the path"),)
    except OSError as fault:
        problems = (of_system(fault),)
    return Outcome(text.candidate.shown, "refused", problems=problems)


def _at_its_line(problems: Iterable[Problem], candidate: Candidate) -> Iterator[Problem]:
    """Bring places in the text of a JSONL object to the line of the object; its text needs no line end."""
    for each in problems:
        if not candidate.line:
            yield each
        elif each.slug != "final-newline":
            place = f"line {each.line}, column {each.column} of the text: " if each.line and each.column else ""
            yield replace(each, found=place + each.found, line=candidate.line, column=0)
